-- Run once by the PostgreSQL image, as its superuser. What each account may do to which table is in the migrations.
\set ON_ERROR_STOP on
\getenv owner_password GATEHOUSE_OWNER_PASSWORD
\getenv app_password GATEHOUSE_APP_PASSWORD
\getenv reader_password GATEHOUSE_READER_PASSWORD

-- A failed statement would show its password in the server's log.
SET log_min_error_statement = 'panic';

CREATE ROLE gatehouse_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE gatehouse_app LOGIN PASSWORD :'app_password';
CREATE ROLE gatehouse_reader LOGIN PASSWORD :'reader_password';

CREATE DATABASE gatehouse OWNER gatehouse_owner;
REVOKE CONNECT, TEMPORARY ON DATABASE gatehouse FROM PUBLIC;
GRANT CONNECT ON DATABASE gatehouse TO gatehouse_app, gatehouse_reader;

\connect gatehouse
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT CREATE ON SCHEMA public TO gatehouse_owner;
