-- Tables that came after private.personal_data say here what becomes of them when somebody is erased.

select private.classify('private.audit_kinds', 'none');
select private.classify('public.whatsapp_templates', 'none');
