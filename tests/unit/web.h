/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A house with a catalogue, a web root and a stage, for tests of publish. */
#ifndef TESTS_UNIT_WEB_H
#define TESTS_UNIT_WEB_H

#include "publish/publish.h"
#include "publish/site.h"
#include "publish/stage.h"

struct house {
	char dir[64];
	struct site site;
	unsigned jobs;
	struct why why;
};

#define OK(call)                                                               \
 do {                                                                          \
  enum verdict got_ = (call);                                                  \
  if (got_ != V_OK)                                                            \
   print_error("%s: %s\n", #call, h->why.text);                                \
  assert_int_equal(got_, V_OK);                                                \
 } while (0)

/* For cmocka; *state is a struct house. */
int house_setup(void **state);
int house_teardown(void **state);

/* What a release is made of in these tests. */
struct sample {
	const char *lang;
	const char *slug;
	const char *title;
	const char *work; /* or NULL */
	int64_t release;  /* or 0 */
	int64_t when;
	int year, month;
};

/* Accept, plan, stage, install and commit it; the files are index.html and
 * media/p1.png, and hold the title. */
void house_publish(struct house *h, const struct sample *sample,
    struct catalog_plan *ret);
/* The same for the catalogue alone: nothing is installed. */
void house_commit(struct house *h, const struct sample *sample,
    struct catalog_plan *ret);
/* The steps of it one by one. */
void house_plan(struct house *h, const struct sample *sample,
    struct catalog_plan *ret);
void house_stage(struct house *h, const char *words, struct staged *ret);

/* The whole file dir/www/path, NUL at its end; freed by the caller.  NULL if
 * there is none. */
char *house_read(const struct house *h, const char *path);

#endif /* TESTS_UNIT_WEB_H */
