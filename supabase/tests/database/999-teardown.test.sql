-- Leaves the database as it was before 000-setup.

begin;
drop schema if exists tests cascade;
commit;

begin;
select plan(1);
select hasnt_schema('tests', 'the stage is taken down');
select * from finish();
rollback;
