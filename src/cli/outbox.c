/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outbox for "gazette status".  See outbox.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "catalog/catalog.h"
#include "cli/outbox.h"

enum {
	INSTANT = 32
};

static const char *
instant(int64_t when, char dst[INSTANT])
{
	struct tm tm;
	time_t t;

	t = (time_t)when;
	gmtime_r(&t, &tm);
	strftime(dst, INSTANT, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return dst;
}

/* "webhook cms", and "mail" for what has but one addressee. */
static void
print_one(const struct catalog_addressee *to)
{
	char when[INSTANT];
	int own;

	own = strcmp(to->kind, to->name) != 0;
	printf("%s%s%s: ", to->kind, own ? " " : "", own ? to->name : "");
	if (to->closed != 0) {
		printf("disabled since %s (%s); gazette resume %s\n",
		    instant(to->closed, when), to->code, to->name);
		return;
	}
	printf("%llu waiting", (unsigned long long)to->letters);
	if (to->failing != 0)
		printf(", failing since %s (%s)", instant(to->failing, when),
		    to->code);
	putchar('\n');
}

enum verdict
outbox_print(struct catalog *catalog, int64_t site, struct why *why)
{
	enum verdict v;
	size_t i;
	struct catalog_addressees all;

	memset(&all, 0, sizeof(all));
	v = catalog_addressees(catalog, site, &all, why);
	for (i = 0; i < all.count; i++)
		print_one(&all.list[i]);
	catalog_addressees_fini(&all);
	return v;
}

enum verdict
outbox_json(struct catalog *catalog, int64_t site, json_t **ret,
    struct why *why)
{
	const struct catalog_addressee *to;
	enum verdict v;
	json_t *array;
	size_t i;
	struct catalog_addressees all;

	memset(&all, 0, sizeof(all));
	v = catalog_addressees(catalog, site, &all, why);
	if (v != V_OK)
		return v;
	array = json_array();
	for (i = 0; i < all.count; i++) {
		to = &all.list[i];
		json_array_append_new(array,
		    json_pack("{s:s, s:s, s:I, s:I, s:I, s:s}", "kind",
			to->kind, "name", to->name, "waiting",
			(json_int_t)to->letters, "failing_since",
			(json_int_t)to->failing, "disabled_since",
			(json_int_t)to->closed, "code", to->code));
	}
	catalog_addressees_fini(&all);
	*ret = array;
	return V_OK;
}
