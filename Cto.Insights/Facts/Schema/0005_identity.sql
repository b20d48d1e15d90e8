-- Who may do what. See docs/decisions/0008-identity.md.

create table app_user (
    id uuid primary key,
    email text,
    name text not null,
    password_hash text,
    security_stamp uuid not null,
    created_at timestamptz not null default now(),
    last_sign_in_at timestamptz
);
create unique index app_user_email on app_user (lower(email));
comment on table app_user is 'shared: a person has one password and may belong to several companies; read before the company is known';
comment on column app_user.email is 'null until the first owner has given one';
comment on column app_user.security_stamp is 'a new one ends every session that was opened under the old one';

-- A row is seen by its tenant, and by the user whose id the connection has proved: that is how a sign-in finds the companies of a person.
create table membership (
    tenant_id uuid not null references tenant,
    user_id uuid not null references app_user,
    role text not null check (role in ('owner', 'admin', 'editor', 'viewer')),
    created_at timestamptz not null default now(),
    primary key (tenant_id, user_id)
);
create index membership_user on membership (user_id);
alter table membership enable row level security;
alter table membership force row level security;
create policy tenant on membership
    using (tenant_id = current_setting('cto.tenant')::uuid or user_id = nullif(current_setting('cto.user', true), '')::uuid)
    with check (tenant_id = current_setting('cto.tenant')::uuid);

-- A row is seen by its tenant, and by who presents the secret itself: that is how a bearer token finds its tenant.
create table api_token (
    id uuid primary key,
    tenant_id uuid not null references tenant,
    name text not null,
    hint text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_by text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index api_token_tenant on api_token (tenant_id, created_at);
alter table api_token enable row level security;
alter table api_token force row level security;
create policy tenant on api_token
    using (tenant_id = current_setting('cto.tenant')::uuid or hash = decode(nullif(current_setting('cto.token_hash', true), ''), 'hex'))
    with check (tenant_id = current_setting('cto.tenant')::uuid);
comment on column api_token.hash is 'SHA-256 of the secret, which has 256 random bits; the secret itself is nowhere';

create table sign_in_link (
    hash bytea primary key,
    user_id uuid not null references app_user,
    tenant_id uuid not null references tenant,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
);
comment on table sign_in_link is 'shared: found by the hash of a secret before anyone is signed in';

create table data_protection_key (
    id bigint generated always as identity primary key,
    name text not null,
    xml text not null,
    created_at timestamptz not null default now()
);
comment on table data_protection_key is 'shared: the key ring of the installation, which seals sessions and credentials';

create table audit_entry (
    id bigint generated always as identity primary key,
    tenant_id uuid not null references tenant,
    at timestamptz not null default now(),
    actor text not null,
    actor_name text not null,
    action text not null,
    subject text not null,
    detail jsonb not null default '{}',
    address text
);
create index audit_entry_tenant on audit_entry (tenant_id, id desc);
select close_to_tenant('audit_entry');

-- What was written stays written, whoever holds which right.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger append_only_truncate before truncate on audit_entry for each statement execute function refuse_change();

do $$
declare app text := current_setting('cto.app');
begin
    execute format('revoke update, delete on audit_entry from %I', app);
    execute format('revoke update on data_protection_key from %I', app);
    execute format('revoke delete on app_user from %I', app);
end
$$;
