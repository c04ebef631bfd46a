/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was there before.  See inventory.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/inventory.h"
#include "newsroom/visit.h"
#include "staff/place.h"

const char inventory_name[] = "_inventory";

static const char outcome[] = "inventory";

static void
fact_name(const struct desk *desk, char *dst, size_t size)
{
	snprintf(dst, size, "inventory-%lld", (long long)desk->site.id);
}

static enum verdict
put_fact(struct desk *desk, const char *value, struct why *why)
{
	char name[48];

	fact_name(desk, name, sizeof(name));
	return catalog_meta_put(desk->archive->catalog, name, value, why);
}

/* Ticks from the boot to the start of this process: the field after 21 others,
 * the second of which is a name in brackets (proc_pid_stat(5)). */
static int64_t
start_ticks(void)
{
	char line[1024];
	const char *p;
	FILE *file;
	size_t n;
	unsigned field;

	file = fopen("/proc/self/stat", "re");
	if (file == NULL)
		return -1;
	n = fread(line, 1, sizeof(line) - 1, file);
	fclose(file);
	line[n] = '\0';
	p = strrchr(line, ')');
	for (field = 2; p != NULL && field < 22; field++) {
		p = strchr(p, ' ');
		p = p != NULL ? p + 1 : NULL;
	}
	return p != NULL ? strtoll(p, NULL, 10) : -1;
}

/* When this process began, ns since 1970: what came later did not lie there
 * before.  Where /proc does not tell, now. */
static int64_t
start_ns(void)
{
	int64_t age, ticks;
	struct timespec boot, real;

	clock_gettime(CLOCK_REALTIME, &real);
	clock_gettime(CLOCK_BOOTTIME, &boot);
	age = 0;
	ticks = start_ticks();
	if (ticks >= 0)
		age = (int64_t)boot.tv_sec * 1000000000 + boot.tv_nsec -
		    ticks * (1000000000 / sysconf(_SC_CLK_TCK));
	return (int64_t)real.tv_sec * 1000000000 + real.tv_nsec - age;
}

static unsigned
count_left(struct desk *desk)
{
	char after[CATALOG_PLACE_SIZE] = "";
	enum verdict v;
	size_t i, found;
	struct catalog_seen_list seen;
	struct why why;
	unsigned count = 0;

	do {
		memset(&seen, 0, sizeof(seen));
		v = catalog_seen_list(desk->archive->catalog, desk->site.id,
		    after, &seen, &why);
		for (i = 0; i < seen.count; i++)
			count += strcmp(seen.list[i].outcome, outcome) == 0;
		found = seen.count;
		if (found > 0)
			snprintf(after, sizeof(after), "%s",
			    seen.list[found - 1].place);
		catalog_seen_list_fini(&seen);
	} while (v == V_OK && found > 0);
	return count;
}

enum {
	SCHEMA = 7 /* of the catalogue: before it there were no inventories */
};

enum verdict
inventory_open(struct desk *desk, struct why *why)
{
	char name[48], value[16];
	const struct catalog_state *was;
	enum verdict v;

	fact_name(desk, name, sizeof(name));
	v = catalog_meta_get(desk->archive->catalog, name, value, sizeof(value),
	    why);
	if (v != V_OK)
		return v;
	desk->started_ns = start_ns();
	if (strcmp(value, "open") == 0)
		desk->inventory = INVENTORY_OPEN;
	if (value[0] != '\0')
		return V_OK;
	/* An older catalogue has had its first start long ago. */
	was = &desk->archive->was;
	if (!was->is_new && was->was_version < SCHEMA)
		return put_fact(desk, "done", why);
	desk->inventory = INVENTORY_FIRST;
	return V_OK;
}

static int
is_for_people(const struct desk *desk, const struct candidate *c)
{
	return (c->where == WHERE_DROP || c->where == WHERE_LANG) &&
	    c->look != LOOK_OWN &&
	    reception_folder(desk, c->folder)->publish != CONFIG_AT_ONCE;
}

int
inventory_takes(struct desk *desk, const struct candidate *c)
{
	struct why why;

	if (desk->inventory == INVENTORY_NONE || !is_for_people(desk, c))
		return 0;
	if (desk->inventory == INVENTORY_FIRST) {
		if (c->identity.ctime_ns >= desk->started_ns)
			return 0;
		if (put_fact(desk, "open", &why) != V_OK) {
			newsroom_trouble(desk->newsroom, "beginning inventory",
			    &why);
			return 1;
		}
		desk->inventory = INVENTORY_OPEN;
		log_warn("the folder is not empty: nothing is published "
			 "before gazette adopt site=%s",
		    desk->config->name);
	}
	visit_remember(desk, c, outcome);
	return 1;
}

static void
tell(struct desk *desk, unsigned count)
{
	char number[16];
	enum verdict v;
	struct why why;

	v = why_set(&why, V_HOLD, outcome, "what lay here before");
	(void)v;
	snprintf(number, sizeof(number), "%u", count);
	why_quote(&why, number);
	post_note(desk, REPORT_INVENTORY, inventory_name, &why);
	desk->inventory_told = count;
}

void
inventory_pass(struct desk *desk)
{
	struct why why;
	unsigned count;

	if (desk->inventory == INVENTORY_FIRST) {
		if (put_fact(desk, "done", &why) != V_OK)
			newsroom_trouble(desk->newsroom, "ending inventory",
			    &why);
		else
			desk->inventory = INVENTORY_NONE;
	}
	if (desk->inventory != INVENTORY_OPEN)
		return;
	count = count_left(desk);
	if (count != desk->inventory_told)
		tell(desk, count);
}

enum verdict
inventory_close(struct desk *desk, unsigned *ret_count, struct why *why)
{
	enum verdict v;

	*ret_count = 0;
	if (desk->inventory == INVENTORY_OPEN)
		*ret_count = count_left(desk);
	v = put_fact(desk, "done", why);
	if (v != V_OK || desk->inventory != INVENTORY_OPEN)
		return v;
	desk->inventory = INVENTORY_NONE;
	log_info("adopted site=%s files=%u", desk->config->name, *ret_count);
	return place_clear_beside(scan_dir(desk->scan), inventory_name, why);
}
