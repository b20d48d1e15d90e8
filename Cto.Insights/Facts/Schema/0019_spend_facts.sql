create table charge (
    day date not null,
    provider text not null,
    account text not null,
    account_name text,
    cloud_service text not null,
    region text,
    service text,
    tags jsonb,
    amount numeric not null,
    billed numeric,
    currency text not null,
    category text not null,
    provisional boolean not null
);
select make_fact_table('charge');

create table commitment_use (
    provider text not null,
    account text,
    "from" date not null,
    until date not null,
    coverage double precision,
    utilization double precision,
    on_demand numeric,
    currency text not null
);
select make_fact_table('commitment_use');

create table savings_opportunity (
    provider text not null,
    account text not null,
    cloud_service text,
    region text,
    resource text,
    kind text not null,
    advice text not null,
    amount numeric not null,
    currency text not null,
    found_at timestamptz not null
);
select make_fact_table('savings_opportunity');

create table spend_anomaly (
    provider text not null,
    account text,
    cloud_service text,
    region text,
    starts_on date not null,
    ends_on date,
    impact numeric not null,
    expected numeric,
    currency text not null,
    causes text[]
);
select make_fact_table('spend_anomaly');

create table spend_forecast (
    provider text not null,
    account text,
    "from" date not null,
    until date not null,
    amount numeric not null,
    low numeric,
    high numeric,
    currency text not null,
    made_at timestamptz not null
);
select make_fact_table('spend_forecast');

create index charge_day on charge (tenant_id, day);
