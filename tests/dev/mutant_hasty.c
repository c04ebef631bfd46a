/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A daemon for tests/system/{desk,embargo,pairs}.t.  Its clock runs as many
 *seconds ahead as the file GAZETTE_CLOCK says.  With GAZETTE_MUTANT it forgets
 *one rule of what never happens by accident, and the test must catch it:
 *
 *	looks-away	a waiting file is meant, whatever became of it
 *	shows-all	what is dropped to be shown is published
 *	waits-for-none	neither for people nor for an embargo
 *	never-trips	any number of documents is usual
 *	takes-all	what lay there before the first start is meant
 *	corrects-all	who saves an original means a correction
 *	goes-alone	no document waits for its other languages
 *	keeps-half	what was installed of a pair stays, though the rest was
 *not nods		approval answers an embargo that nobody can read
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "newsroom/breaker.h"
#include "newsroom/inventory.h"
#include "newsroom/pair.h"
#include "newsroom/preview.h"
#include "newsroom/schedule.h"
#include "newsroom/waiting.h"
#include "publish/publish.h"

int64_t __real_now_s(struct newsroom *newsroom);
int64_t __wrap_now_s(struct newsroom *newsroom);
enum waiting_file __real_waiting_look(struct desk *desk,
    const struct catalog_job *job);
enum waiting_file __wrap_waiting_look(struct desk *desk,
    const struct catalog_job *job);
int __real_waiting_may_go(struct desk *desk, const struct catalog_job *job);
int __wrap_waiting_may_go(struct desk *desk, const struct catalog_job *job);
int __real_waiting_may_show(struct piece *piece);
int __wrap_waiting_may_show(struct piece *piece);
void __real_waiting_look_after(struct desk *desk);
void __wrap_waiting_look_after(struct desk *desk);
enum verdict __real_breaker_trips(const struct piece *piece, int *ret,
    struct why *why);
enum verdict __wrap_breaker_trips(const struct piece *piece, int *ret,
    struct why *why);
int __real_inventory_takes(struct desk *desk, const struct candidate *c);
int __wrap_inventory_takes(struct desk *desk, const struct candidate *c);
int __real_desk_is_within(const struct desk *desk,
    const struct catalog_job *job, enum where where);
int __wrap_desk_is_within(const struct desk *desk,
    const struct catalog_job *job, enum where where);
int __real_preview_is_only(const struct desk *desk,
    const struct catalog_job *job);
int __wrap_preview_is_only(const struct desk *desk,
    const struct catalog_job *job);
void __real_schedule_weigh(struct piece *piece, const struct dispatch *said,
    int approved);
void __wrap_schedule_weigh(struct piece *piece, const struct dispatch *said,
    int approved);
enum verdict __real_pair_weigh(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why);
enum verdict __wrap_pair_weigh(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why);
enum verdict __real_publish_retract(struct staged *staged, const char *path,
    struct why *why);
enum verdict __wrap_publish_retract(struct staged *staged, const char *path,
    struct why *why);
int __real_report_is_answered_by_approval(const char *code);
int __wrap_report_is_answered_by_approval(const char *code);

static int
is_mutant(const char *name)
{
	const char *mutant;

	mutant = getenv("GAZETTE_MUTANT");
	return mutant != NULL && strcmp(mutant, name) == 0;
}

int64_t
__wrap_now_s(struct newsroom *newsroom)
{
	FILE *file;
	const char *path;
	long ahead = 0;

	path = getenv("GAZETTE_CLOCK");
	if (path != NULL && (file = fopen(path, "re")) != NULL) {
		if (fscanf(file, "%ld", &ahead) != 1)
			ahead = 0;
		fclose(file);
	}
	return __real_now_s(newsroom) + ahead;
}

int
__wrap_waiting_may_go(struct desk *desk, const struct catalog_job *job)
{
	return is_mutant("looks-away") || __real_waiting_may_go(desk, job);
}

int
__wrap_waiting_may_show(struct piece *piece)
{
	return is_mutant("looks-away") || __real_waiting_may_show(piece);
}

void
__wrap_waiting_look_after(struct desk *desk)
{
	if (!is_mutant("looks-away"))
		__real_waiting_look_after(desk);
}

int
__wrap_preview_is_only(const struct desk *desk, const struct catalog_job *job)
{
	return !is_mutant("shows-all") && __real_preview_is_only(desk, job);
}

void
__wrap_schedule_weigh(struct piece *piece, const struct dispatch *said,
    int approved)
{
	if (!is_mutant("waits-for-none"))
		__real_schedule_weigh(piece, said, approved);
}

enum verdict
__wrap_pair_weigh(struct piece *piece, const struct dispatch *said,
    const struct kin *kin, struct why *why)
{
	return is_mutant("goes-alone") ?
	    V_OK :
	    __real_pair_weigh(piece, said, kin, why);
}

enum verdict
__wrap_publish_retract(struct staged *staged, const char *path, struct why *why)
{
	return is_mutant("keeps-half") ?
	    V_OK :
	    __real_publish_retract(staged, path, why);
}

int
__wrap_report_is_answered_by_approval(const char *code)
{
	return is_mutant("nods") || __real_report_is_answered_by_approval(code);
}

enum verdict
__wrap_breaker_trips(const struct piece *piece, int *ret, struct why *why)
{
	*ret = 0;
	return is_mutant("never-trips") ? V_OK :
					  __real_breaker_trips(piece, ret, why);
}

int
__wrap_inventory_takes(struct desk *desk, const struct candidate *c)
{
	return !is_mutant("takes-all") && __real_inventory_takes(desk, c);
}

int
__wrap_desk_is_within(const struct desk *desk, const struct catalog_job *job,
    enum where where)
{
	if (where == WHERE_APPROVE && is_mutant("corrects-all") &&
	    __real_desk_is_within(desk, job, WHERE_DONE))
		return 1;
	return __real_desk_is_within(desk, job, where);
}

enum waiting_file
__wrap_waiting_look(struct desk *desk, const struct catalog_job *job)
{
	return is_mutant("looks-away") ? WAITING_MEANT :
					 __real_waiting_look(desk, job);
}
