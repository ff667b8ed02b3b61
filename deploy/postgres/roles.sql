-- The logins and the database of a server of one's own, run once by its superuser with psql 15 or newer:
--   LEGWORK_DB_PASSWORD=... psql --file=deploy/postgres/roles.sql postgres
-- The owner migrates (DIRECT_URL), the login trades (DATABASE_URL), the keeper dumps (BACKUP_DATABASE_URL). Only the last
-- sees the rows of every user, and it may change none.
\set ON_ERROR_STOP on
\getenv password LEGWORK_DB_PASSWORD

create role legwork_app nologin nosuperuser nobypassrls;
create role legwork_worker nologin nosuperuser nobypassrls;
create role legwork_backup nologin nosuperuser bypassrls;

create role legwork_owner login createrole password :'password';
grant legwork_app to legwork_owner with admin option;
grant legwork_worker to legwork_owner with admin option;
create role legwork_login login password :'password' in role legwork_app;
create role legwork_keeper login password :'password' in role legwork_backup;

create database legwork owner legwork_owner;
revoke connect on database legwork from public;
grant connect on database legwork to legwork_owner, legwork_login, legwork_keeper;
