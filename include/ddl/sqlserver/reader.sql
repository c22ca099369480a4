-- The user as whom the reports read, for SQL Server: it sees the schema lineofsight and changes nothing anywhere. Run
-- local_tables.sql and ssd_views.sql first, then this in the same database, by sqlcmd with -v Password="...".
-- Do not make it a member of db_datareader: that sees the whole database.
-- Its URL: mssql+mssqlpython://lineofsight_reader:PASSWORD@SERVER/DATABASE?Encrypt=yes&ApplicationIntent=ReadOnly

CREATE LOGIN lineofsight_reader WITH PASSWORD = '$(Password)';
CREATE USER lineofsight_reader FOR LOGIN lineofsight_reader WITH DEFAULT_SCHEMA = lineofsight;
GRANT SELECT ON SCHEMA::lineofsight TO lineofsight_reader;
