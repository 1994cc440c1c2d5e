-- Searches go through private.ticket_search: what they went through before would only make each change dearer.
drop index public.support_tickets_search_idx;
drop index public.support_tickets_subject_trgm_idx;
alter table public.support_tickets drop column search;
