/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings that are numbers.  See settings_number.h for the contract. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "newsroom/settings.h"
#include "newsroom/settings_number.h"

#define KIB (UINT64_C(1) << 10)
#define MIB (UINT64_C(1) << 20)
#define GIB (UINT64_C(1) << 30)

enum {
	AFTER_MIN = 1000, /* ms */
	AFTER_MAX = 7 * 86400000,
};

#define AT(member)                                                             \
 offsetof(struct config, member), sizeof(((struct config *)0)->member)

const struct number numbers[] = {
	{ "workers", 0, NUMBER_COUNT, 0, 256, AT(workers) },
	{ "after", 0, NUMBER_MS, AFTER_MIN, AFTER_MAX, AT(after) },

	{ "input", 1, NUMBER_BYTES, KIB, GIB, AT(limits.read.max_input) },
	{ "xml_input", 1, NUMBER_BYTES, KIB, GIB,
	    AT(limits.read.max_xml_input) },
	{ "entries", 1, NUMBER_COUNT, 16, 65535, AT(limits.read.max_entries) },
	{ "part", 1, NUMBER_BYTES, KIB, GIB, AT(limits.read.max_part) },
	{ "inflated", 1, NUMBER_BYTES, KIB, 4 * GIB,
	    AT(limits.read.max_inflated) },
	{ "ratio", 1, NUMBER_COUNT, 10, 1000000, AT(limits.read.max_ratio) },
	{ "depth", 1, NUMBER_COUNT, 32, 4096, AT(limits.read.max_depth) },
	{ "pictures", 1, NUMBER_COUNT, 0, 1000,
	    AT(limits.read.pictures.max_count) },
	{ "picture", 1, NUMBER_BYTES, KIB, 256 * MIB,
	    AT(limits.read.pictures.max_size) },
	{ "picture_side", 1, NUMBER_COUNT, 16, 100000,
	    AT(limits.read.pictures.max_side) },

	{ "operations", 1, NUMBER_COUNT, 10000, 1000000000,
	    AT(limits.xslt.max_ops) },
	{ "xpath_operations", 1, NUMBER_COUNT, 100000, 100000000000,
	    AT(limits.xslt.max_xpath_ops) },
	{ "templates", 1, NUMBER_COUNT, 50, 10000, AT(limits.xslt.max_depth) },

	{ "heap", 1, NUMBER_BYTES, 16 * MIB, 16 * GIB, AT(limits.heap) },
	{ "address_space", 1, NUMBER_BYTES, 64 * MIB, 64 * GIB,
	    AT(limits.address) },
	{ "cpu", 1, NUMBER_SECONDS, 1, 600, AT(limits.cpu) },
	{ "wall", 1, NUMBER_SECONDS, 1, 900, AT(limits.wall) },
	{ "output", 1, NUMBER_BYTES, MIB, 4 * GIB, AT(limits.output) },

	{ "settle", 1, NUMBER_MS, 100, 60000, AT(quiet) },
	{ "folder_settle", 1, NUMBER_MS, 100, 3600000, AT(folder_settle) },
	{ "incomplete", 1, NUMBER_MS, 1000, 86400000, AT(incomplete) },
	{ "rescan", 1, NUMBER_MS, 1000, 3600000, AT(rescan) },
	{ "rescan_remote", 1, NUMBER_MS, 1000, 3600000, AT(rescan_remote) },
	{ "withdraw_after", 1, NUMBER_MS, 0, 600000, AT(withdraw_after) },
	{ "pending", 1, NUMBER_COUNT, 1, 100000, AT(max_pending) },
	{ "breaker", 1, NUMBER_COUNT, 0, 100000, AT(breaker) },
	{ "breaker_time", 1, NUMBER_MS, 1000, 86400000, AT(breaker_time) },
	{ "breaker_usual", 1, NUMBER_COUNT, 0, 1000, AT(breaker_usual) },
	{ "scan_entries", 1, NUMBER_COUNT, 100, 1000000, AT(max_entries) },
};

const struct number number_after = { "after", 0, NUMBER_MS, AFTER_MIN,
	AFTER_MAX, 0, 0 };

const struct number number_pair_wait = { "pair_wait", 0, NUMBER_MS, 1000,
	INT64_C(30) * 86400000, 0, 0 };

const size_t number_count = sizeof(numbers) / sizeof(numbers[0]);

struct scale {
	const char *name;
	uint64_t factor;
};

/* The largest first, as they are printed. */
static const struct scale sizes[] = {
	{ "GiB", GIB },
	{ "MiB", MIB },
	{ "KiB", KIB },
	{ "B", 1 },
	{ NULL, 0 },
};

static const struct scale times[] = {
	{ "d", 86400000 },
	{ "h", 3600000 },
	{ "min", 60000 },
	{ "s", 1000 },
	{ "ms", 1 },
	{ NULL, 0 },
};

static const struct scale *
scales_of(const struct number *number)
{
	switch (number->unit) {
	case NUMBER_BYTES:
		return sizes;
	case NUMBER_MS:
	case NUMBER_SECONDS:
		return times;
	case NUMBER_COUNT:
	default:
		return NULL;
	}
}

const struct number *
number_named(const char *name)
{
	size_t i;

	for (i = 0; i < number_count; i++)
		if (strcmp(numbers[i].name, name) == 0)
			return &numbers[i];
	return strcmp(number_pair_wait.name, name) == 0 ? &number_pair_wait :
							  NULL;
}

/* The factor of what stands after the digits; 0 if there is none. */
static uint64_t
factor_of(const struct number *number, const char *unit)
{
	const struct scale *scale;

	if (*unit == '\0') /* bytes, or seconds: as people mean it */
		return number->unit == NUMBER_MS ||
			number->unit == NUMBER_SECONDS ?
		    1000 :
		    1;
	for (scale = scales_of(number); scale != NULL && scale->name != NULL;
	     scale++)
		if (strcmp(scale->name, unit) == 0)
			return scale->factor;
	return 0;
}

int
number_parse(const struct number *number, const char *text, uint64_t *ret)
{
	const char *p;
	uint64_t factor, n = 0;

	for (p = text; *p >= '0' && *p <= '9'; p++) {
		if (n > UINT64_MAX / 10 - 10)
			return -1;
		n = n * 10 + (uint64_t)(*p - '0');
	}
	if (p == text)
		return -1;
	while (*p == ' ')
		p++;
	factor = factor_of(number, p);
	if (factor == 0 || n > UINT64_MAX / factor)
		return -1;
	n *= factor;
	if (number->unit == NUMBER_SECONDS) {
		if (n % 1000 != 0)
			return -1;
		n /= 1000;
	}
	if (n < number->min || n > number->max)
		return -1;
	*ret = n;
	return 0;
}

void
number_print(const struct number *number, uint64_t value, char *dst,
    size_t size)
{
	const struct scale *scale;

	scale = scales_of(number);
	if (scale == NULL || value == 0) {
		snprintf(dst, size, "%" PRIu64, value);
		return;
	}
	if (number->unit == NUMBER_SECONDS)
		value *= 1000;
	while (value % scale->factor != 0)
		scale++;
	snprintf(dst, size, "%" PRIu64 " %s", value / scale->factor,
	    scale->name);
}

void
number_range(const struct number *number, char *dst, size_t size)
{
	char from[32];
	char to[32];

	number_print(number, number->min, from, sizeof(from));
	number_print(number, number->max, to, sizeof(to));
	snprintf(dst, size, "%s to %s", from, to);
}

uint64_t
number_get(const struct number *number, const struct config *config)
{
	const char *at;
	uint32_t small;
	uint64_t large;

	at = (const char *)config + number->offset;
	if (number->size == sizeof(small)) {
		memcpy(&small, at, sizeof(small));
		return small;
	}
	memcpy(&large, at, sizeof(large));
	return large;
}

void
number_put(const struct number *number, struct config *config, uint64_t value)
{
	char *at;
	uint32_t small;

	at = (char *)config + number->offset;
	small = (uint32_t)value;
	if (number->size == sizeof(small))
		memcpy(at, &small, sizeof(small));
	else
		memcpy(at, &value, sizeof(value));
}
