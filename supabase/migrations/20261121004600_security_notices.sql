-- What people are told about their own sign-in, whatever they chose to be told.

select private.allow_notifications(array[
  'security_email_changed', 'security_phone_changed', 'security_password_changed']);

insert into private.notification_events (event, grp, security, staff_channels, importance)
select e, 'security', true, '{email,push}', 'urgent'
from unnest(array[
  'security_email_changed', 'security_phone_changed', 'security_password_changed']) as e
on conflict (event) do nothing;

-- And of an application to become a reseller.
select private.allow_notifications(array['reseller_applied', 'reseller_status']);
insert into private.notification_events (event, grp) values ('reseller_applied', 'system'), ('reseller_status', 'system')
on conflict (event) do nothing;
