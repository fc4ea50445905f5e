import GRDB

/// The tables of `results.sqlite`. Instants are nanoseconds on the run's monotonic clock; values are in base units.
enum ResultSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("runs, values and requests") { database in
            try database.execute(
                sql: """
                    CREATE TABLE run (
                        id INTEGER PRIMARY KEY, round INTEGER NOT NULL, position INTEGER NOT NULL, tool TEXT NOT NULL,
                        version TEXT, argv TEXT NOT NULL, started TEXT NOT NULL, seconds REAL, cpu_seconds REAL,
                        failure TEXT);
                    CREATE TABLE metric (
                        run INTEGER NOT NULL REFERENCES run(id), view TEXT NOT NULL, metric TEXT NOT NULL,
                        unit TEXT NOT NULL, value REAL NOT NULL, resolution REAL NOT NULL, source_name TEXT,
                        source_text TEXT, samples INTEGER, PRIMARY KEY (run, view, metric));
                    CREATE TABLE request (
                        run INTEGER NOT NULL REFERENCES run(id), number INTEGER NOT NULL, due INTEGER,
                        sent INTEGER NOT NULL, head INTEGER, first_chunk INTEGER, first_content INTEGER,
                        last_choice INTEGER, usage INTEGER, done INTEGER, input_tokens INTEGER, output_tokens INTEGER,
                        failure TEXT, failure_message TEXT, content_chunks BLOB, PRIMARY KEY (run, number));
                    CREATE TABLE verdict (verdict TEXT NOT NULL, document TEXT NOT NULL);
                    """
            )
        }
        migrator.registerMigration("what passed over the wire") { try $0.execute(sql: WireTables.sql) }
        migrator.registerMigration("what the tap was busy with") { try $0.execute(sql: WireTables.usageSQL) }
        migrator.registerMigration("what a prefix cache had") { try $0.execute(sql: WireTables.cacheSQL) }
        return migrator
    }
}
