create table dashboard (
    tenant_id uuid not null references tenant,
    -- Its name in addresses; ready-made ones carry the person's id.
    id text not null,
    name text not null,
    -- Null for one that an API token made.
    owner uuid,
    shared boolean not null default false,
    template text not null,
    widgets jsonb not null,
    -- Goes up with each change: who writes over another version than he read has lost.
    version bigint not null,
    changed_at timestamptz not null,
    primary key (tenant_id, id)
);
select close_to_tenant('dashboard');

-- Dashboards were the state of a grain before; reminders and other states end with the host that kept them.
alter table grain_state no force row level security;
alter table grain_state disable row level security;
alter table dashboard disable row level security;
insert into dashboard (tenant_id, id, name, owner, shared, template, widgets, version, changed_at)
select tenant_id, substr(grain_key, 38), d ->> 'name', (d ->> 'owner')::uuid, coalesce((d ->> 'shared')::boolean, false), d ->> 'template', coalesce(d -> 'widgets', '[]'),
    coalesce((d ->> 'version')::bigint, 1), modified_at
from grain_state, lateral (select payload -> 'dashboard') as state (d)
where state_name = 'dashboard' and jsonb_typeof(d) = 'object' and exists (select 1 from tenant where tenant.id = tenant_id);
alter table dashboard enable row level security;
drop table grain_state;
drop table grain_reminder;
