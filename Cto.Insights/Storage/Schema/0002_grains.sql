-- What the embedded grain host keeps. The orleans edition keeps the same things in Redis and leaves these tables empty.
create table grain_state (
    -- The uuid that the grain's key begins with; all zeros for a grain of no tenant.
    tenant_id uuid not null,
    grain_type text not null,
    grain_key text not null,
    state_name text not null,
    payload jsonb not null,
    -- Changes with each write: who writes over another version than he read has lost.
    etag uuid not null default gen_random_uuid(),
    modified_at timestamptz not null,
    primary key (grain_type, grain_key, state_name)
);
select close_to_tenant('grain_state');

create table grain_reminder (
    grain_type text not null,
    grain_key text not null,
    reminder_name text not null,
    first_at timestamptz not null,
    period interval not null,
    due_at timestamptz not null,
    -- Until then the tick belongs to the process that took it.
    leased_until timestamptz,
    version uuid not null,
    primary key (grain_type, grain_key, reminder_name)
);
create index grain_reminder_due on grain_reminder (due_at);
comment on table grain_reminder is 'shared: the host looks for due reminders of all tenants at once; there is nothing of a tenant in it but the key of its grain';
