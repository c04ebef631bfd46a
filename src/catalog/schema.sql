-- SPDX-License-Identifier: GPL-2.0-or-later
-- The catalogue, version 1 of its schema (PRAGMA user_version).  A later
-- version is a step in sqlite_schema.c and never a change of this file.
-- doc/catalogue.md says what each table is for.

CREATE TABLE meta (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sites (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	listed INTEGER NOT NULL DEFAULT 0 -- changes.seq: lists are out up to it
) STRICT;

-- Documents on their way.  A place is bytes: no file system promises UTF-8.
CREATE TABLE jobs (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	uid TEXT NOT NULL UNIQUE,
	site INTEGER NOT NULL REFERENCES sites,
	kind TEXT NOT NULL CHECK (kind IN ('convert', 'render', 'lists')),
	state TEXT NOT NULL CHECK (state IN ('seen', 'settling', 'received',
	    'waiting', 'held', 'scheduled', 'published', 'superseded',
	    'withdrawn', 'gone', 'erased', 'rejected')),
	place BLOB NOT NULL,
	folder BLOB NOT NULL,
	owner INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	dev INTEGER NOT NULL,
	ino INTEGER NOT NULL,
	size INTEGER NOT NULL,
	ctime_ns INTEGER NOT NULL,
	format TEXT NOT NULL DEFAULT '',
	lang TEXT NOT NULL DEFAULT '',
	verdict TEXT NOT NULL DEFAULT 'ok',
	code TEXT NOT NULL DEFAULT '',
	text TEXT NOT NULL DEFAULT '',
	quote TEXT NOT NULL DEFAULT '',
	version INTEGER NOT NULL DEFAULT 0, -- versions.id, 0: no plan yet
	approved INTEGER NOT NULL DEFAULT 0,
	due INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	created INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	told TEXT NOT NULL DEFAULT '' -- the state that staff know of
) STRICT;
CREATE INDEX jobs_by_place ON jobs (site, place);
CREATE INDEX jobs_by_content ON jobs (site, sha256);
CREATE INDEX jobs_by_state ON jobs (state, site);
CREATE INDEX jobs_due ON jobs (state, due)
    WHERE state IN ('received', 'waiting', 'scheduled');
CREATE INDEX jobs_untold ON jobs (id)
    WHERE told <> state AND state IN ('waiting', 'held', 'scheduled',
    'published', 'superseded', 'withdrawn', 'gone', 'rejected');

CREATE TABLE job_findings (
	job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
	n INTEGER NOT NULL,
	severity TEXT NOT NULL,
	code TEXT NOT NULL,
	quote TEXT NOT NULL,
	times INTEGER NOT NULL,
	PRIMARY KEY (job, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_history (
	id INTEGER PRIMARY KEY,
	job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
	state TEXT NOT NULL,
	at INTEGER NOT NULL,
	code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX job_history_of ON job_history (job);

-- Who answered the holds of a job.
CREATE TABLE approvals (
	id INTEGER PRIMARY KEY,
	job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
	at INTEGER NOT NULL,
	by INTEGER NOT NULL,
	place BLOB NOT NULL
) STRICT;
CREATE INDEX approvals_of ON approvals (job);

CREATE TABLE works (
	id TEXT PRIMARY KEY,
	site INTEGER NOT NULL REFERENCES sites,
	created INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One language of one work; its path is taken for ever.
CREATE TABLE releases (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	site INTEGER NOT NULL REFERENCES sites,
	work TEXT NOT NULL REFERENCES works,
	lang TEXT NOT NULL,
	slug TEXT NOT NULL,
	path TEXT NOT NULL,
	folder BLOB NOT NULL,
	stem BLOB NOT NULL,
	guid TEXT NOT NULL,
	standing TEXT NOT NULL CHECK (standing IN ('planned', 'live',
	    'withdrawn', 'gone', 'erased')),
	year INTEGER NOT NULL,
	month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
	first_published INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	live INTEGER NOT NULL DEFAULT 0, -- versions.id: the live or last one
	reason TEXT NOT NULL DEFAULT '',
	removal INTEGER NOT NULL DEFAULT 0, -- taken down, its folder not yet
	UNIQUE (site, path),
	UNIQUE (work, lang)
) STRICT;
CREATE INDEX releases_by_stem ON releases (site, stem, folder);
CREATE INDEX releases_by_guid ON releases (site, guid) WHERE guid <> '';
CREATE INDEX releases_latest ON releases (site, lang, first_published, id)
    WHERE standing = 'live';
CREATE INDEX releases_updated ON releases (site, lang, updated, id)
    WHERE standing = 'live';
CREATE INDEX releases_of_month ON releases (site, lang, year, month,
    first_published, id) WHERE standing = 'live';
CREATE INDEX releases_removal ON releases (id) WHERE removal = 1;

CREATE TABLE versions (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	release INTEGER NOT NULL REFERENCES releases,
	number INTEGER NOT NULL CHECK (number > 0),
	standing TEXT NOT NULL CHECK (standing IN ('planned', 'live',
	    'superseded', 'withdrawn', 'gone', 'erased')),
	job INTEGER NOT NULL UNIQUE REFERENCES jobs,
	title TEXT NOT NULL,
	deck TEXT NOT NULL,
	issued TEXT NOT NULL,
	format TEXT NOT NULL,
	source_sha256 TEXT NOT NULL,
	release_sha256 TEXT NOT NULL DEFAULT '',
	sketch BLOB NOT NULL, -- 64 numbers of 64 bits, least byte first
	words INTEGER NOT NULL,
	embargo INTEGER NOT NULL,
	published INTEGER NOT NULL,
	minor INTEGER NOT NULL,
	correction INTEGER NOT NULL,
	note TEXT NOT NULL,
	UNIQUE (release, number)
) STRICT;
CREATE INDEX versions_by_source ON versions (source_sha256);
CREATE INDEX versions_by_release_xml ON versions (release_sha256);
CREATE INDEX versions_planned ON versions (release)
    WHERE standing = 'planned';

-- What lies (pending = 0) or will lie (1) in a release's folder.
CREATE TABLE files (
	version INTEGER NOT NULL REFERENCES versions,
	pending INTEGER NOT NULL,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	type TEXT NOT NULL,
	PRIMARY KEY (version, pending, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX files_pending ON files (version) WHERE pending = 1;

-- The pictures of a version: in the store, whatever is installed.
CREATE TABLE pictures (
	version INTEGER NOT NULL REFERENCES versions,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	type TEXT NOT NULL,
	PRIMARY KEY (version, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX pictures_by_content ON pictures (sha256);

-- Every change of what is public, numbered in the transaction that made it.
CREATE TABLE changes (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	site INTEGER NOT NULL REFERENCES sites,
	at INTEGER NOT NULL,
	op TEXT NOT NULL,
	release INTEGER NOT NULL REFERENCES releases,
	version INTEGER NOT NULL,
	number INTEGER NOT NULL,
	work TEXT NOT NULL,
	lang TEXT NOT NULL,
	path TEXT NOT NULL,
	year INTEGER NOT NULL,
	month INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_of_site ON changes (site, seq);
CREATE INDEX changes_of_lang ON changes (site, lang, seq);
CREATE INDEX changes_of_release ON changes (release, seq);

CREATE TABLE site_files (
	site INTEGER NOT NULL REFERENCES sites,
	path TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	size INTEGER NOT NULL,
	PRIMARY KEY (site, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	payload TEXT NOT NULL,
	due INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_due ON outbox (due, id);

-- Dropped files that are left alone until they change.
CREATE TABLE seen (
	site INTEGER NOT NULL REFERENCES sites,
	place BLOB NOT NULL,
	dev INTEGER NOT NULL,
	ino INTEGER NOT NULL,
	size INTEGER NOT NULL,
	ctime_ns INTEGER NOT NULL,
	sha256 TEXT NOT NULL,
	outcome TEXT NOT NULL,
	PRIMARY KEY (site, place)
) STRICT, WITHOUT ROWID;
