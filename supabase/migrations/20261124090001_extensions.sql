-- Both are part of PostgreSQL's contrib and stand among the extensions every Supabase project may switch on. They live in a schema
-- of their own, so that migrations name them (extensions.gist_trgm_ops) and "public" shows the API nothing of theirs.

create extension if not exists pg_trgm with schema extensions;
create extension if not exists btree_gist with schema extensions;
