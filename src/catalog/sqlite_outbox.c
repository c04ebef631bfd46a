/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outbox, and those to whom it goes.  See outbox.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/sqlite.h"

static void
put_addressee(struct query *q, const struct catalog_letter *letter)
{
	query_put_int(q, letter->site);
	query_put_text(q, letter->kind);
	query_put_text(q, letter->addressee);
}

enum verdict
catalog_addressee_get(struct catalog *catalog,
    const struct catalog_letter *letter, struct catalog_addressee *ret,
    struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT site, kind, name, failing, failures, until, closed, code"
	    " FROM addressees WHERE site = ? AND kind = ? AND name = ?");
	put_addressee(&q, letter);
	if (query_next(&q)) {
		ret->site = query_get_int(&q);
		query_get_text(&q, ret->kind, sizeof(ret->kind));
		query_get_text(&q, ret->name, sizeof(ret->name));
		ret->failing = query_get_int(&q);
		ret->failures = (unsigned)query_get_int(&q);
		ret->until = query_get_int(&q);
		ret->closed = query_get_int(&q);
		query_get_text(&q, ret->code, sizeof(ret->code));
	}
	return query_end(&q, why);
}

/* The one before has not gone out yet: this says the same. */
static enum verdict
replace_equal(struct catalog *catalog, const struct catalog_letter *letter,
    struct why *why)
{
	struct query q;

	if (strcmp(letter->kind, "websub") != 0)
		return V_OK;
	query_begin(&q, catalog,
	    "DELETE FROM outbox WHERE site = ? AND kind = ? AND addressee = ?"
	    " AND payload = ?");
	put_addressee(&q, letter);
	query_put_text(&q, letter->payload);
	return query_run(&q, why);
}

static enum verdict
insert(struct catalog *catalog, const struct catalog_letter *letter,
    int64_t now, int64_t due, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO outbox (site, kind, addressee, uid, release, payload,"
	    " created, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT (uid) DO NOTHING");
	put_addressee(&q, letter);
	query_put_text(&q, letter->uid);
	query_put_int(&q, letter->release);
	query_put_text(&q, letter->payload);
	query_put_int(&q, now);
	query_put_int(&q, due);
	return query_run(&q, why);
}

enum verdict
catalog_outbox_put(struct catalog *catalog, const struct catalog_letter *letter,
    int64_t now, struct why *why)
{
	enum verdict v;
	struct catalog_addressee to;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = catalog_addressee_get(catalog, letter, &to, why);
	if (v == V_OK && to.closed == 0) {
		v = replace_equal(catalog, letter, why);
		if (v == V_OK)
			v = insert(catalog, letter, now,
			    to.until > now ? to.until : now, why);
	}
	return scope_end(catalog, v, why);
}

static void
letter_row(struct query *q, struct catalog_letter *ret)
{
	ret->id = query_get_int(q);
	query_get_text(q, ret->uid, sizeof(ret->uid));
	ret->site = query_get_int(q);
	query_get_text(q, ret->kind, sizeof(ret->kind));
	query_get_text(q, ret->addressee, sizeof(ret->addressee));
	ret->release = query_get_int(q);
	ret->created = query_get_int(q);
	ret->due = query_get_int(q);
	ret->attempts = (unsigned)query_get_int(q);
}

enum verdict
catalog_outbox_next(struct catalog *catalog, int64_t now,
    struct catalog_letter *ret, struct why *why)
{
	enum verdict v;
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT id, uid, site, kind, addressee, release, created, due,"
	    " attempts, payload FROM outbox WHERE due <= ?"
	    " ORDER BY due, id LIMIT 1");
	query_put_int(&q, now);
	if (query_next(&q)) {
		letter_row(&q, ret);
		ret->payload = query_get_string(&q);
	}
	if ((v = query_end(&q, why)) != V_OK)
		catalog_letter_fini(ret);
	return v;
}

enum verdict
catalog_outbox_get(struct catalog *catalog, const char *uid,
    struct catalog_letter *ret, struct why *why)
{
	struct query q;

	memset(ret, 0, sizeof(*ret));
	query_begin(&q, catalog,
	    "SELECT id, uid, site, kind, addressee, release, created, due,"
	    " attempts FROM outbox WHERE uid = ?");
	query_put_text(&q, uid);
	if (query_next(&q))
		letter_row(&q, ret);
	return query_end(&q, why);
}

enum verdict
catalog_outbox_due(struct catalog *catalog, int64_t *ret, struct why *why)
{
	struct query q;

	*ret = INT64_MAX;
	query_begin(&q, catalog, "SELECT due FROM outbox ORDER BY due LIMIT 1");
	if (query_next(&q))
		*ret = query_get_int(&q);
	return query_end(&q, why);
}

enum verdict
catalog_outbox_drop(struct catalog *catalog,
    const struct catalog_letter *letter, struct why *why)
{
	return query_change(catalog, "DELETE FROM outbox WHERE id = ?",
	    letter->id, why);
}

enum verdict
catalog_outbox_sent(struct catalog *catalog,
    const struct catalog_letter *letter, struct why *why)
{
	enum verdict v;
	struct query q;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	v = catalog_outbox_drop(catalog, letter, why);
	if (v == V_OK) {
		query_begin(&q, catalog,
		    "DELETE FROM addressees WHERE site = ? AND kind = ?"
		    " AND name = ? AND closed = 0");
		put_addressee(&q, letter);
		v = query_run(&q, why);
	}
	return scope_end(catalog, v, why);
}

static enum verdict
note_failure(struct catalog *catalog, const struct catalog_letter *letter,
    const struct catalog_setback *setback, int64_t now, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO addressees (site, kind, name, until, failing, code,"
	    " failures) VALUES (?, ?, ?, ?, ?, ?, 1)"
	    " ON CONFLICT (site, kind, name) DO UPDATE SET"
	    " failures = failures + 1, until = max(until, excluded.until),"
	    " code = excluded.code");
	put_addressee(&q, letter);
	query_put_int(&q, setback->all ? setback->due : 0);
	query_put_int(&q, now);
	query_put_text(&q, setback->code);
	return query_run(&q, why);
}

static enum verdict
put_off_others(struct catalog *catalog, const struct catalog_letter *letter,
    int64_t due, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "UPDATE outbox SET due = max(due, ?4) WHERE site = ?1"
	    " AND kind = ?2 AND addressee = ?3");
	put_addressee(&q, letter);
	query_put_int(&q, due);
	return query_run(&q, why);
}

enum verdict
catalog_outbox_defer(struct catalog *catalog,
    const struct catalog_letter *letter, const struct catalog_setback *setback,
    int64_t now, struct why *why)
{
	enum verdict v;
	struct query q;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "UPDATE outbox SET due = ?, attempts = attempts + 1"
	    " WHERE id = ?");
	query_put_int(&q, setback->due);
	query_put_int(&q, letter->id);
	v = query_run(&q, why);
	if (v == V_OK)
		v = note_failure(catalog, letter, setback, now, why);
	if (v == V_OK && setback->all)
		v = put_off_others(catalog, letter, setback->due, why);
	return scope_end(catalog, v, why);
}

void
catalog_letter_fini(struct catalog_letter *letter)
{
	free(letter->payload);
	letter->payload = NULL;
}

static enum verdict
forget_letters(struct catalog *catalog, const struct catalog_letter *letter,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "DELETE FROM outbox WHERE site = ? AND kind = ?"
	    " AND addressee = ?");
	put_addressee(&q, letter);
	return query_run(&q, why);
}

enum verdict
catalog_addressee_close(struct catalog *catalog,
    const struct catalog_letter *letter, const char *code, int64_t now,
    struct why *why)
{
	enum verdict v;
	struct query q;

	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "INSERT INTO addressees (site, kind, name, failing, code, closed)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?4)"
	    " ON CONFLICT (site, kind, name) DO UPDATE SET"
	    " closed = excluded.closed, code = excluded.code");
	put_addressee(&q, letter);
	query_put_int(&q, now);
	query_put_text(&q, code);
	v = query_run(&q, why);
	if (v == V_OK)
		v = forget_letters(catalog, letter, why);
	return scope_end(catalog, v, why);
}

enum verdict
catalog_addressee_reopen(struct catalog *catalog, int64_t site,
    const char *name, unsigned *ret_count, struct why *why)
{
	enum verdict v;
	struct query q;

	*ret_count = 0;
	if ((v = scope_begin(catalog, why)) != V_OK)
		return v;
	query_begin(&q, catalog,
	    "UPDATE outbox SET due = 0 WHERE site = ? AND addressee = ?");
	query_put_int(&q, site);
	query_put_text(&q, name);
	v = query_run(&q, why);
	if (v == V_OK) {
		query_begin(&q, catalog,
		    "DELETE FROM addressees WHERE site = ? AND name = ?"
		    " RETURNING 1");
		query_put_int(&q, site);
		query_put_text(&q, name);
		while (query_next(&q))
			(*ret_count)++;
		v = query_end(&q, why);
	}
	return scope_end(catalog, v, why);
}

static void
addressee_row(struct query *q, struct catalog_addressee *ret)
{
	memset(ret, 0, sizeof(*ret));
	query_get_text(q, ret->kind, sizeof(ret->kind));
	query_get_text(q, ret->name, sizeof(ret->name));
	ret->failing = query_get_int(q);
	ret->failures = (unsigned)query_get_int(q);
	ret->until = query_get_int(q);
	ret->closed = query_get_int(q);
	query_get_text(q, ret->code, sizeof(ret->code));
	ret->letters = (uint64_t)query_get_int(q);
}

enum verdict
catalog_addressees(struct catalog *catalog, int64_t site,
    struct catalog_addressees *ret, struct why *why)
{
	enum verdict v;
	struct catalog_addressees all = { 0 };
	struct query q;

	query_begin(&q, catalog,
	    "SELECT k.kind, k.name, coalesce(a.failing, 0),"
	    " coalesce(a.failures, 0), coalesce(a.until, 0),"
	    " coalesce(a.closed, 0), coalesce(a.code, ''),"
	    " (SELECT count(*) FROM outbox o WHERE o.site = ?1"
	    "  AND o.kind = k.kind AND o.addressee = k.name)"
	    " FROM (SELECT kind, addressee AS name FROM outbox"
	    "  WHERE site = ?1"
	    "  UNION SELECT kind, name FROM addressees WHERE site = ?1) k"
	    " LEFT JOIN addressees a ON a.site = ?1 AND a.kind = k.kind"
	    "  AND a.name = k.name ORDER BY k.kind, k.name");
	query_put_int(&q, site);
	while (query_next(&q)) {
		all.list = list_grow(all.list, all.count, sizeof(*all.list));
		addressee_row(&q, &all.list[all.count]);
		all.list[all.count++].site = site;
	}
	if ((v = query_end(&q, why)) == V_OK)
		*ret = all;
	else
		catalog_addressees_fini(&all);
	return v;
}

void
catalog_addressees_fini(struct catalog_addressees *addressees)
{
	free(addressees->list);
}

enum verdict
catalog_announced(struct catalog *catalog, int64_t site, int64_t *ret_seq,
    struct why *why)
{
	return query_number(catalog, "SELECT announced FROM sites WHERE id = ?",
	    site, ret_seq, why);
}

enum verdict
catalog_set_announced(struct catalog *catalog, int64_t site, int64_t seq,
    struct why *why)
{
	struct query q;

	query_begin(&q, catalog, "UPDATE sites SET announced = ? WHERE id = ?");
	query_put_int(&q, seq);
	query_put_int(&q, site);
	return query_run(&q, why);
}
