-- Tables of a tenant carry tenant_id and are closed by row-level security, also for their owner. Call this right after creating one.
-- A table that is read before the tenant is known says so in its comment: 'shared: <why>'. A test holds every table against this.
create function close_to_tenant(relation regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format(
        'create policy tenant on %s using (tenant_id = current_setting(''cto.tenant'')::uuid) with check (tenant_id = current_setting(''cto.tenant'')::uuid)',
        relation);
end
$$;

create table tenant (
    id uuid primary key,
    name text not null,
    time_zone text not null default 'UTC',
    settings jsonb not null default '{}',
    created_at timestamptz not null default now()
);
comment on table tenant is 'shared: the list of companies itself; read when signing in and when sources are started';
