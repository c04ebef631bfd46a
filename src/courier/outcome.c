/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outcomes.  See outcome.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "courier/outcome.h"

struct outcome
outcome_make(enum outcome_kind kind, const char *code)
{
	struct outcome outcome;

	memset(&outcome, 0, sizeof(outcome));
	outcome.kind = kind;
	snprintf(outcome.code, sizeof(outcome.code), "%s", code);
	return outcome;
}

struct outcome
outcome_number(enum outcome_kind kind, const char *code, long number)
{
	char whole[40];

	snprintf(whole, sizeof(whole), "%.20s-%ld", code, number);
	return outcome_make(kind, whole);
}
