create table source_usage (
    tenant_id uuid not null,
    source_id uuid not null references source on delete cascade,
    month date not null,
    calls bigint not null,
    -- US dollars.
    cost numeric not null,
    primary key (source_id, month)
);
select close_to_tenant('source_usage');
