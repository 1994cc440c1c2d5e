-- Needs pgvector. In a file of its own, so that a server without it can leave it out; before the foundation,
-- which stops new functions from being executable by everybody, those of an extension included.
create schema if not exists extensions;
create extension if not exists vector with schema extensions;
