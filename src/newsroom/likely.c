/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Likely partners.  See likely.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/values.h"
#include "base/xalloc.h"
#include "newsroom/likely.h"

enum {
	DAY = 86400,    /* s */
	LOOK_AT = 8,    /* the latest releases of each other language */
	PHONE_MIN = 6,  /* digits; what stands before the last of them … */
	PHONE_TAIL = 7, /* … may be a country's or a city's */
	PHONE_MAX = 32,
};

/* What a document and a release have in common is worth: a picture alone may
 * be a logo, a contact alone the house's own, but both or one of them in a
 * text of the same length on the same day make a likely partner. */
enum {
	WORTH_CONTACT = 1,
	WORTH_PICTURE = 2,
};

/* The likeliest so far; title NULL: none is. */
struct likely {
	char *title;
	int worth;
};

/* The last digits of a telephone number in text, or "". */
static void
phone_tail(const char *text, size_t len, char ret[PHONE_TAIL + 1])
{
	char digits[PHONE_MAX];
	size_t count = 0, i, keep;

	for (i = 0; i < len && count < sizeof(digits); i++)
		if (text[i] >= '0' && text[i] <= '9')
			digits[count++] = text[i];
	keep = count < PHONE_TAIL ? count : PHONE_TAIL;
	if (count < PHONE_MIN)
		keep = 0;
	memcpy(ret, digits + count - keep, keep);
	ret[keep] = '\0';
}

/* Is one of two parts of contacts the same address or number? */
static int
is_same_part(const char *a, size_t a_len, const char *b, size_t b_len)
{
	char x[PHONE_TAIL + 1], y[PHONE_TAIL + 1];

	if (memchr(a, '@', a_len) != NULL)
		return a_len == b_len && strncasecmp(a, b, a_len) == 0;
	phone_tail(a, a_len, x);
	phone_tail(b, b_len, y);
	return x[0] != '\0' && strcmp(x, y) == 0;
}

static size_t
part_length(const char *words)
{
	const char *comma;

	comma = strstr(words, ", ");
	return comma != NULL ? (size_t)(comma - words) : strlen(words);
}

/* "Maja Exempel, 06 123 4567, maja@example.org": do two share a part? */
static int
shares_part(const char *a, const char *b)
{
	const char *p, *q;
	size_t m, n;

	for (p = a; *p != '\0'; p += p[m] != '\0' ? m + 2 : m) {
		m = part_length(p);
		for (q = b; *q != '\0'; q += q[n] != '\0' ? n + 2 : n) {
			n = part_length(q);
			if (is_same_part(p, m, q, n))
				return 1;
		}
	}
	return 0;
}

static int
shares_contact(const struct values *a, const struct values *b)
{
	size_t i, k;

	for (i = 0; i < a->count; i++) {
		if (strcmp(a->list[i].field, "contact") != 0)
			continue;
		for (k = 0; k < b->count; k++)
			if (strcmp(b->list[k].field, "contact") == 0 &&
			    shares_part(a->list[i].words, b->list[k].words))
				return 1;
	}
	return 0;
}

static int
shares_picture(const struct dispatch *said, const struct catalog_files *files)
{
	size_t i, k;

	for (i = 0; i < said->picture_count; i++)
		for (k = 0; k < files->count; k++)
			if (strcmp(said->pictures[i].sha256,
				files->list[k].sha256) == 0)
				return 1;
	return 0;
}

/* Translations are as long, within a half. */
static int
is_as_long(const struct dispatch *said, const struct catalog_release *r)
{
	unsigned long words;

	words = strtoul(dispatch_field(said, FIELD_WORDS), NULL, 10);
	return words * 2 >= r->version.words && r->version.words * 2 >= words;
}

/* A work that has the language already misses no translation. */
static enum verdict
lacks_language(struct piece *piece, const struct catalog_release *r, int *ret,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_releases work;

	memset(&work, 0, sizeof(work));
	v = catalog_of_work(piece->desk->archive->catalog, r->work, &work, why);
	*ret = v == V_OK;
	for (i = 0; i < work.count; i++)
		if (strcmp(work.list[i].lang, piece->lang) == 0)
			*ret = 0;
	catalog_releases_fini(&work);
	return v;
}

static enum verdict
worth_of(struct piece *piece, const struct dispatch *said,
    const struct catalog_release *r, int *ret, struct why *why)
{
	enum verdict v;
	int lacks = 0;
	struct catalog *catalog;
	struct catalog_files files;
	struct values values;

	*ret = 0;
	catalog = piece->desk->archive->catalog;
	if (r->first_published + DAY < now_s(piece->desk->newsroom) ||
	    !is_as_long(said, r))
		return V_OK;
	memset(&files, 0, sizeof(files));
	values_init(&values);
	v = catalog_pictures(catalog, r->version.id, &files, why);
	if (v == V_OK)
		v = catalog_job_values(catalog, r->version.job, &values, why);
	if (v == V_OK && shares_picture(said, &files))
		*ret += WORTH_PICTURE;
	if (v == V_OK && shares_contact(&said->values, &values))
		*ret += WORTH_CONTACT;
	if (v == V_OK && *ret > 0)
		v = lacks_language(piece, r, &lacks, why);
	if (!lacks)
		*ret = 0;
	catalog_files_fini(&files);
	values_fini(&values);
	return v;
}

/* The likeliest of a language, if it is likelier than what is known. */
static enum verdict
look_in(struct piece *piece, const struct dispatch *said, const char *lang,
    struct likely *best, struct why *why)
{
	enum verdict v;
	int worth;
	size_t i;
	struct catalog_releases latest;
	struct catalog_select select;

	memset(&latest, 0, sizeof(latest));
	memset(&select, 0, sizeof(select));
	select.site = piece->desk->site.id;
	select.lang = lang;
	select.limit = LOOK_AT;
	v = catalog_latest(piece->desk->archive->catalog, &select, &latest,
	    why);
	for (i = 0; i < latest.count && v == V_OK; i++) {
		v = worth_of(piece, said, &latest.list[i], &worth, why);
		if (v != V_OK || worth <= best->worth)
			continue;
		free(best->title);
		best->title = xstrdup(latest.list[i].version.title);
		best->worth = worth;
	}
	catalog_releases_fini(&latest);
	return v;
}

enum verdict
likely_note(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	const struct config_site *site;
	enum verdict v = V_OK;
	size_t i;
	struct likely best;

	if (kin->same.id != 0 || kin->other.id != 0 || piece->job.item != 0)
		return V_OK;
	memset(&best, 0, sizeof(best));
	site = piece->desk->config;
	for (i = 0; i < site->language_count && v == V_OK; i++)
		if (strcmp(site->languages[i], piece->lang) != 0)
			v = look_in(piece, said, site->languages[i], &best,
			    why);
	if (v == V_OK && best.title != NULL)
		findings_add(&piece->findings, SEVERITY_INFO, "pair-likely",
		    best.title);
	free(best.title);
	return v;
}
