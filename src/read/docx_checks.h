/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks that say something to colleagues, or are lost on a page: what staff
 * are told about a run.
 */
#ifndef READ_DOCX_CHECKS_H
#define READ_DOCX_CHECKS_H

#include <libxml/tree.h>

struct docx_flow;
struct docx_run;

/*
 * Findings for w:r, which shows: "highlight" where it is marked, "caps" where
 * it alone is in capitals, "text-white" where nobody can read it on paper.
 */
void docx_check_run(struct docx_flow *flow, const struct docx_run *run,
    const xmlNode *r);

#endif /* READ_DOCX_CHECKS_H */
