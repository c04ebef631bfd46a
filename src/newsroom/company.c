/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pairs at the press.  See company.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/xalloc.h"
#include "newsroom/company.h"
#include "newsroom/pair.h"
#include "newsroom/waiting.h"

int
company_is_of(const struct piece *a, const struct piece *b)
{
	return a->desk == b->desk && a->pair[0] != '\0' &&
	    strcmp(a->pair, b->pair) == 0;
}

/* The rendered piece of that member, or NULL. */
static struct piece *
ready_for(const struct piece *piece, int64_t job)
{
	struct piece *other;

	TAILQ_FOREACH(other, &piece->desk->newsroom->ready, link) {
		if (company_is_of(piece, other) && other->job.id == job)
			return other;
	}
	return NULL;
}

static enum company
weigh(const struct piece *piece, const struct catalog_members *members)
{
	const struct catalog_member *m;
	enum company company = COMPANY_HERE;
	int own = 0;
	size_t i;

	for (i = 0; i < members->count; i++) {
		m = &members->list[i];
		own |= m->job == piece->job.id;
		if (m->state != JOB_WAITING && m->state != JOB_SCHEDULED)
			return COMPANY_BROKEN;
		if (ready_for(piece, m->job) == NULL)
			company = COMPANY_LATE;
	}
	return own ? company : COMPANY_BROKEN;
}

enum company
company_of(const struct piece *piece)
{
	enum company company;
	struct catalog_members members;
	struct why why;

	if (piece->pair[0] == '\0')
		return COMPANY_HERE;
	if (catalog_members_of(piece->desk->archive->catalog, piece->pair,
		&members, &why) != V_OK) {
		newsroom_trouble(piece->desk->newsroom, "looking at a pair",
		    &why);
		return COMPANY_LATE;
	}
	company = weigh(piece, &members);
	catalog_members_fini(&members);
	return company;
}

/* It goes back to its job, whose plan is not carried out. */
static void
forget(struct piece *piece)
{
	struct why why;

	if (catalog_plan_drop(piece->desk->archive->catalog, piece->job.id,
		&why) != V_OK)
		newsroom_trouble(piece->desk->newsroom, "dropping a plan",
		    &why);
	log_info("job waits again site=%s job=%s", piece->desk->config->name,
	    piece->job.uid);
	piece->desk->newsroom->more_jobs = 1;
	newsroom_stir(piece->desk->newsroom);
	piece_free(piece);
}

static void
take(struct piece *piece)
{
	struct newsroom *newsroom;

	newsroom = piece->desk->newsroom;
	TAILQ_REMOVE(&newsroom->ready, piece, link);
	newsroom->ready_count--;
}

/* While it waits here for another, its file may be moved away. */
static int
is_over(const struct piece *piece)
{
	enum company company;

	company = company_of(piece);
	return company == COMPANY_BROKEN ||
	    (company == COMPANY_LATE &&
		waiting_look(piece->desk, &piece->job) != WAITING_MEANT);
}

void
company_sweep(struct newsroom *newsroom)
{
	struct desk *desk;
	struct piece *next, *piece;

	for (piece = TAILQ_FIRST(&newsroom->ready); piece != NULL;
	     piece = next) {
		next = TAILQ_NEXT(piece, link);
		if (piece->pair[0] == '\0' || !is_over(piece))
			continue;
		desk = piece->desk;
		take(piece);
		forget(piece);
		pair_review(desk);
	}
}

/* Whatever is rendered first, the one that came first is shown first. */
static size_t
add_by_age(struct piece **list, size_t count, struct piece *piece)
{
	size_t i;

	for (i = count; i > 0 && list[i - 1]->job.id > piece->job.id; i--)
		list[i] = list[i - 1];
	list[i] = piece;
	return count + 1;
}

size_t
company_take(struct piece *piece, struct piece **ret)
{
	int meant = 1;
	size_t count = 0, i;
	struct desk *desk;
	struct piece *next, *other;

	desk = piece->desk;
	for (other = TAILQ_FIRST(&desk->newsroom->ready); other != NULL;
	     other = next) {
		next = TAILQ_NEXT(other, link);
		if (!company_is_of(piece, other) || count == RELEASE_LANGS_MAX)
			continue;
		take(other);
		count = add_by_age(ret, count, other);
	}
	for (i = 0; i < count; i++)
		meant = waiting_may_show(ret[i]) && meant;
	if (meant)
		return count;
	for (i = 0; i < count; i++)
		forget(ret[i]);
	pair_review(desk);
	return 0;
}
