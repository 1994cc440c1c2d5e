-- Needs pgvector. In a file of its own, so that a server without it can leave it out.
create extension if not exists vector with schema extensions;
