/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The versions of the schema, and the way from each to the next. */
#include "config.h"

#include <stdio.h>

#include "catalog/sqlite.h"

/* "GZTT": file(1) and we ourselves tell our databases from others'. */
enum {
	APPLICATION_ID = 0x475a5454
};

/* The outbox as its readers need it; nobody wrote into the one before. */
static const char outbox_sql[] =
    "ALTER TABLE sites ADD COLUMN announced INTEGER NOT NULL DEFAULT -1;"
    "DROP TABLE outbox;"
    "CREATE TABLE outbox ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " uid TEXT NOT NULL UNIQUE,"
    " site INTEGER NOT NULL REFERENCES sites,"
    " kind TEXT NOT NULL CHECK (kind IN ('mail', 'webhook', 'websub')),"
    " addressee TEXT NOT NULL,"
    " release INTEGER NOT NULL DEFAULT 0,"
    " payload TEXT NOT NULL,"
    " created INTEGER NOT NULL,"
    " due INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE INDEX outbox_due ON outbox (due, id);"
    "CREATE INDEX outbox_to ON outbox (site, kind, addressee);"
    "CREATE INDEX outbox_about ON outbox (release) WHERE release <> 0;"
    "CREATE TABLE addressees ("
    " site INTEGER NOT NULL REFERENCES sites,"
    " kind TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " failing INTEGER NOT NULL DEFAULT 0,"
    " failures INTEGER NOT NULL DEFAULT 0,"
    " until INTEGER NOT NULL DEFAULT 0,"
    " closed INTEGER NOT NULL DEFAULT 0,"
    " code TEXT NOT NULL DEFAULT '',"
    " PRIMARY KEY (site, kind, name)) STRICT, WITHOUT ROWID;";

/* What a version changes of the one before it. */
static const char differences[] =
    "ALTER TABLE versions ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE versions ADD COLUMN added INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE versions ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE versions ADD COLUMN before TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE versions ADD COLUMN after TEXT NOT NULL DEFAULT '';";

/* What was found in a job's document, and what each find rests on. */
static const char values_sql[] =
    "CREATE TABLE job_values ("
    " job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,"
    " n INTEGER NOT NULL,"
    " field TEXT NOT NULL,"
    " words TEXT NOT NULL,"
    " why TEXT NOT NULL,"
    " PRIMARY KEY (job, n)) STRICT, WITHOUT ROWID;";

/* The number that a wire gives its own version: a late one replaces nothing. */
static const char revisions[] =
    "ALTER TABLE versions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;"
    /* Names that later versions came under, beside releases.stem. */
    "CREATE TABLE stems ("
    " release INTEGER NOT NULL REFERENCES releases,"
    " folder BLOB NOT NULL,"
    " stem BLOB NOT NULL,"
    " PRIMARY KEY (stem, release)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX stems_of ON stems (release);";

/* Lines of the ledger, numbers that outlive withdrawals, manifests.  All lists
 * are made anew: their records do not know their manifests yet. */
static const char ledger_sql[] =
    "ALTER TABLE releases ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE releases ADD COLUMN in_month INTEGER NOT NULL DEFAULT 0;"
    "UPDATE releases SET ordinal = n.ordinal, in_month = n.in_month FROM"
    " (SELECT id, row_number() OVER (PARTITION BY site, lang"
    "  ORDER BY first_published, id) AS ordinal, row_number() OVER"
    "  (PARTITION BY site, year, month ORDER BY first_published, id)"
    "  AS in_month FROM releases WHERE live <> 0) AS n"
    " WHERE n.id = releases.id;"
    "CREATE INDEX releases_by_ordinal ON releases (site, lang, ordinal);"
    "CREATE INDEX releases_in_month ON releases (site, year, month, in_month);"
    "ALTER TABLE changes ADD COLUMN line INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE changes ADD COLUMN files TEXT NOT NULL DEFAULT '';"
    "UPDATE changes SET line = n.line FROM (SELECT seq, row_number() OVER"
    " (PARTITION BY site ORDER BY seq) AS line FROM changes) AS n"
    " WHERE n.seq = changes.seq;"
    "UPDATE changes SET op = 'erase' WHERE op = 'erased';"
    "UPDATE changes SET path = '' WHERE release IN"
    " (SELECT id FROM releases WHERE standing = 'erased');"
    "CREATE UNIQUE INDEX changes_by_line ON changes (site, line);"
    "ALTER TABLE site_files ADD COLUMN shard TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX site_files_of_shard ON site_files (site, shard)"
    " WHERE shard <> '';"
    "ALTER TABLE sites ADD COLUMN told INTEGER NOT NULL DEFAULT 0;"
    "UPDATE sites SET listed = -1;"
    "CREATE TABLE ledger_due ("
    " site INTEGER NOT NULL REFERENCES sites,"
    " name TEXT NOT NULL,"
    " PRIMARY KEY (site, name)"
    ") STRICT, WITHOUT ROWID;";

/* Who drops how many documents: the breaker counts them. */
static const char paces[] =
    "CREATE INDEX jobs_by_owner ON jobs (site, owner, created);";

/* What lies beside documents: sidecars, pictures, attachments. */
static const char companions_sql[] =
    "ALTER TABLE jobs ADD COLUMN beside_seen TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE jobs ADD COLUMN beside TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE versions ADD COLUMN beside TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE files ADD COLUMN title TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE pictures ADD COLUMN title TEXT NOT NULL DEFAULT '';"
    "CREATE TABLE companions ("
    " job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,"
    " n INTEGER NOT NULL,"
    " role TEXT NOT NULL CHECK"
    "  (role IN ('sidecar', 'picture', 'attachment')),"
    " name BLOB NOT NULL,"
    " place BLOB NOT NULL,"
    " sha256 TEXT NOT NULL,"
    " ino INTEGER NOT NULL,"
    " size INTEGER NOT NULL,"
    " ctime_ns INTEGER NOT NULL,"
    " PRIMARY KEY (job, n)"
    ") STRICT, WITHOUT ROWID;";

/* A withdrawal that is undone, or leaves the page readable; the end of what a
 * release says; the addresses that releases had before. */
static const char lives[] =
    "ALTER TABLE releases ADD COLUMN restoring INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE releases ADD COLUMN readable INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE releases ADD COLUMN expired INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE releases ADD COLUMN moving TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE versions ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX releases_moving ON releases (moving) WHERE moving <> '';"
    "CREATE INDEX versions_expiring ON versions (expires)"
    " WHERE expires <> 0;"
    "CREATE TABLE moves ("
    " site INTEGER NOT NULL REFERENCES sites,"
    " path TEXT NOT NULL,"
    " release INTEGER NOT NULL REFERENCES releases,"
    " at INTEGER NOT NULL,"
    " due INTEGER NOT NULL," /* its folder still lies there */
    " PRIMARY KEY (site, path)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX moves_due ON moves (site) WHERE due = 1;"
    "CREATE INDEX moves_of ON moves (release);";

/* What the lists of a topic are made of.  A topic of no language's release is
 * kept for its numbers; entries that are not shown are for the same. */
static const char topics_sql[] =
    "CREATE TABLE version_topics ("
    " version INTEGER NOT NULL REFERENCES versions,"
    " slug TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " PRIMARY KEY (version, slug)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE topics ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " site INTEGER NOT NULL REFERENCES sites,"
    " lang TEXT NOT NULL,"
    " slug TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " last INTEGER NOT NULL DEFAULT 0,"
    " shown INTEGER NOT NULL DEFAULT 0,"
    " changed INTEGER NOT NULL," /* changes.seq */
    " UNIQUE (site, lang, slug)) STRICT;"
    "CREATE TABLE topic_entries ("
    " topic INTEGER NOT NULL REFERENCES topics ON DELETE CASCADE,"
    " release INTEGER NOT NULL REFERENCES releases,"
    " ordinal INTEGER NOT NULL,"
    " shown INTEGER NOT NULL DEFAULT 0,"
    " updated INTEGER NOT NULL DEFAULT 0," /* releases.updated */
    " changed INTEGER NOT NULL DEFAULT 0," /* changes.seq */
    " erased INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (release, topic)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX topic_entries_by_ordinal"
    " ON topic_entries (topic, shown, ordinal);"
    "CREATE INDEX topic_entries_updated"
    " ON topic_entries (topic, updated, release) WHERE shown = 1;"
    "CREATE INDEX topic_entries_gone"
    " ON topic_entries (topic, changed) WHERE shown = 0;"
    "CREATE INDEX topic_entries_erased ON topic_entries (changed)"
    " WHERE erased = 1;";

/*
 * In a table WITHOUT ROWID the columns of the key come first, in its order:
 * where they do not, integrity_check of SQLite 3.40 finds NULLs that there
 * are none of, and after an unclean stop no daemon starts.
 */
static const char keys_first[] =
    "CREATE TABLE stems_new ("
    " stem BLOB NOT NULL,"
    " release INTEGER NOT NULL REFERENCES releases,"
    " folder BLOB NOT NULL,"
    " PRIMARY KEY (stem, release)) STRICT, WITHOUT ROWID;"
    "INSERT INTO stems_new SELECT stem, release, folder FROM stems;"
    "DROP TABLE stems;"
    "ALTER TABLE stems_new RENAME TO stems;"
    "CREATE INDEX stems_of ON stems (release);"
    "CREATE TABLE topic_entries_new ("
    " release INTEGER NOT NULL REFERENCES releases,"
    " topic INTEGER NOT NULL REFERENCES topics ON DELETE CASCADE,"
    " ordinal INTEGER NOT NULL,"
    " shown INTEGER NOT NULL DEFAULT 0,"
    " updated INTEGER NOT NULL DEFAULT 0," /* releases.updated */
    " changed INTEGER NOT NULL DEFAULT 0," /* changes.seq */
    " erased INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (release, topic)) STRICT, WITHOUT ROWID;"
    "INSERT INTO topic_entries_new SELECT release, topic, ordinal, shown,"
    " updated, changed, erased FROM topic_entries;"
    "DROP TABLE topic_entries;"
    "ALTER TABLE topic_entries_new RENAME TO topic_entries;"
    "CREATE INDEX topic_entries_by_ordinal"
    " ON topic_entries (topic, shown, ordinal);"
    "CREATE INDEX topic_entries_updated"
    " ON topic_entries (topic, updated, release) WHERE shown = 1;"
    "CREATE INDEX topic_entries_gone"
    " ON topic_entries (topic, changed) WHERE shown = 0;"
    "CREATE INDEX topic_entries_erased ON topic_entries (changed)"
    " WHERE erased = 1;";

/* Items of files that hold several. */
static const char items_sql[] =
    "ALTER TABLE jobs ADD COLUMN parent INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE jobs ADD COLUMN item INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE jobs ADD COLUMN item_title TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE jobs ADD COLUMN kin TEXT NOT NULL DEFAULT '';"
    "CREATE UNIQUE INDEX jobs_of_file ON jobs (parent, item)"
    " WHERE parent <> 0;";

/* Documents that wait for their other languages, and who goes with whom. */
static const char members_sql[] =
    "CREATE TABLE members ("
    " job INTEGER PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,"
    " family BLOB NOT NULL,"
    " lang TEXT NOT NULL,"
    " title TEXT NOT NULL,"
    " partner TEXT NOT NULL,"
    " work TEXT NOT NULL,"
    " due INTEGER NOT NULL,"
    " embargo INTEGER NOT NULL,"
    " alone INTEGER NOT NULL,"
    " pair TEXT NOT NULL) STRICT;"
    "CREATE INDEX members_of ON members (pair) WHERE pair <> '';";

/* What readers' searches look through, in the order of lists. */
static const char searches[] =
    "ALTER TABLE versions ADD COLUMN search TEXT NOT NULL DEFAULT '';";

/* Append a step; never change one that has been released. */
static const struct migration migrations[] = {
	{ 1, catalog_schema_sql },
	{ 2, outbox_sql },
	{ 3, differences },
	{ 4, values_sql },
	{ 5, revisions },
	{ 6, ledger_sql },
	{ 7, paces },
	{ 8, companions_sql },
	{ 9, lives },
	{ 10, topics_sql },
	{ 11, keys_first },
	{ 12, items_sql },
	{ 13, members_sql },
	{ 14, searches },
};

static enum verdict
pragma_get(struct catalog *catalog, const char *sql, int *ret, struct why *why)
{
	struct query q;

	query_begin(&q, catalog, sql);
	if (query_next(&q))
		*ret = (int)query_get_int(&q);
	return query_end(&q, why);
}

static enum verdict
migrate_one(struct catalog *catalog, const struct migration *step,
    struct why *why)
{
	char pragma[64];
	enum verdict v;

	if ((v = sqlite_exec(catalog, step->sql, why)) != V_OK)
		return v;
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d", step->to);
	return sqlite_exec(catalog, pragma, why);
}

static enum verdict
migrate_from(struct catalog *catalog, const struct migration *steps,
    size_t count, int was, struct why *why)
{
	enum verdict v;
	size_t i;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	for (i = 0; v == V_OK && i < count; i++) {
		if (steps[i].to > was)
			v = migrate_one(catalog, &steps[i], why);
	}
	return scope_end(catalog, v, why);
}

enum verdict
schema_migrate(struct catalog *catalog, const struct migration *steps,
    size_t count, int *ret_was, struct why *why)
{
	enum verdict v;
	int was = 0;

	v = pragma_get(catalog, "PRAGMA user_version", &was, why);
	if (v != V_OK)
		return v;
	if (was > steps[count - 1].to)
		return why_set(why, V_FATAL, "catalog-newer",
		    "the catalogue has schema %d, this program knows %d: "
		    "it was used by a newer gazette",
		    was, steps[count - 1].to);
	*ret_was = was;
	if (was == steps[count - 1].to)
		return V_OK;
	return migrate_from(catalog, steps, count, was, why);
}

/* A database of somebody else is left alone. */
static enum verdict
check_owner(struct catalog *catalog, struct why *why)
{
	enum verdict v;
	int id = 0, tables = 0;

	v = pragma_get(catalog, "PRAGMA application_id", &id, why);
	if (v != V_OK || id == APPLICATION_ID)
		return v;
	v = pragma_get(catalog, "SELECT count(*) FROM sqlite_schema", &tables,
	    why);
	if (v != V_OK)
		return v;
	if (id != 0 || tables != 0)
		return why_set(why, V_FATAL, "catalog-foreign",
		    "catalogue.db is a database of another program");
	if (!catalog->writable)
		return why_set(why, V_DEFER, "catalog-empty",
		    "the catalogue has not been made yet");
	return sqlite_exec(catalog, "PRAGMA application_id = 0x475a5454", why);
}

enum verdict
schema_open(struct catalog *catalog, int *ret_was, struct why *why)
{
	const size_t count = sizeof(migrations) / sizeof(migrations[0]);
	enum verdict v;
	int was = 0;

	if ((v = check_owner(catalog, why)) != V_OK)
		return v;
	if (catalog->writable)
		return schema_migrate(catalog, migrations, count, ret_was, why);
	v = pragma_get(catalog, "PRAGMA user_version", &was, why);
	if (v == V_OK && was != migrations[count - 1].to)
		v = why_set(why, V_FATAL, "catalog-newer",
		    "the catalogue has schema %d, this program reads %d", was,
		    migrations[count - 1].to);
	return v;
}
