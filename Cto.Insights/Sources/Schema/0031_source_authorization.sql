-- A person is at a vendor's page to grant access, or came back without it.
create table source_authorization (
    tenant_id uuid not null references tenant,
    -- Of the state that the vendor hands back, or of the address at which the failure is shown.
    hash bytea not null,
    id uuid not null,
    user_id uuid not null,
    connector text not null,
    source_id uuid references source on delete cascade,
    name text not null,
    settings jsonb not null,
    redirect text not null,
    -- The PKCE verifier, the application and what else was typed; sealed as credentials are.
    secrets bytea not null,
    problem text,
    remedy text,
    expires_at timestamptz not null,
    primary key (tenant_id, hash)
);
select close_to_tenant('source_authorization');
