-- The user as whom the reports read, for PostgreSQL: it sees the schema lineofsight and changes nothing anywhere. Run
-- local_tables.sql and ssd_views.sql first. No file holds its password: \password lineofsight_reader in psql sets it.
-- Its URL: postgresql+psycopg://lineofsight_reader:PASSWORD@SERVER:5432/DATABASE?sslmode=verify-full

CREATE ROLE lineofsight_reader LOGIN CONNECTION LIMIT 10;
GRANT USAGE ON SCHEMA lineofsight TO lineofsight_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA lineofsight TO lineofsight_reader;
ALTER ROLE lineofsight_reader SET search_path = lineofsight;
ALTER ROLE lineofsight_reader SET default_transaction_read_only = on;
