/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What became of an attempt to send a letter; the words of newsroom/hatch.h. */
#ifndef COURIER_OUTCOME_H
#define COURIER_OUTCOME_H

enum outcome_kind {
	OUTCOME_SENT,
	OUTCOME_LETTER, /* this letter failed; later */
	OUTCOME_ALL,    /* nothing of this addressee can be sent; later */
	OUTCOME_NEVER,  /* this letter, ever */
	OUTCOME_CLOSED, /* the addressee wants no more letters */
};

struct outcome {
	enum outcome_kind kind;
	char code[40];  /* "http-503", "timeout"; "" for what was sent */
	unsigned pause; /* seconds that they want to be left alone, or 0 */
};

struct outcome outcome_make(enum outcome_kind kind, const char *code);

/* The same with a number behind the code: "smtp-550". */
struct outcome outcome_number(enum outcome_kind kind, const char *code,
    long number);

#endif /* COURIER_OUTCOME_H */
