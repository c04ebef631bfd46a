/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A catalogue in a folder of its own, for tests; and documents to fill it. */
#ifndef TESTS_UNIT_CABINET_H
#define TESTS_UNIT_CABINET_H

#include "catalog/catalog.h"

struct cabinet {
	char dir[64];
	struct catalog *catalog;
	struct catalog_state state;
	int64_t site;
	struct why why;
};

#define OK(call)                                                               \
 do {                                                                          \
  enum verdict got_ = (call);                                                  \
  if (got_ != V_OK)                                                            \
   print_error("%s: %s\n", #call, h->why.text);                                \
  assert_int_equal(got_, V_OK);                                                \
 } while (0)

/* For cmocka; *state is a struct cabinet. */
int cabinet_setup(void **state);
int cabinet_teardown(void **state);

/* A document at place whose SHA-256 is the digit c 64 times, dropped at 100;
 * and the job of it, accepted. */
struct catalog_job cabinet_document(const struct cabinet *h, const char *place,
    char c);
struct catalog_job cabinet_accepted(struct cabinet *h, const char *place,
    char c);

/* Its publication in Swedish, in May 2026; slug "ny-bro". */
struct catalog_publication cabinet_publication(const struct cabinet *h,
    const struct catalog_job *job, const char *title);

/* A page and a picture; release is the hash of the release XML, or "". */
void cabinet_plan_files(struct cabinet *h, int64_t version,
    const char *release);
extern const char release_hash[HASH_HEX_SIZE];

/* From plan to publication, at 200. */
struct catalog_plan cabinet_published(struct cabinet *h,
    const struct catalog_publication *pub);

#endif /* TESTS_UNIT_CABINET_H */
