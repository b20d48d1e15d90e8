create table channel (
    name text not null,
    topic text,
    private boolean not null,
    archived boolean not null,
    members integer,
    created_at timestamptz
);
select make_fact_table('channel');
