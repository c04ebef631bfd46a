/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker said of a job's document: findings and values.  See job.h. */
#include "config.h"

#include <stdlib.h>

#include "base/findings.h"
#include "base/values.h"
#include "catalog/sqlite_job.h"

static enum verdict
write_finding(struct catalog *catalog, int64_t job, int64_t n,
    const struct finding *finding, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO job_findings (job, n, severity, code, quote, times)"
	    " VALUES (?, ?, ?, ?, ?, ?)");
	query_put_int(&q, job);
	query_put_int(&q, n);
	query_put_text(&q, severity_name(finding->severity));
	query_put_text(&q, finding->code);
	query_put_text(&q, finding->quote);
	query_put_int(&q, finding->times);
	return query_run(&q, why);
}

static enum verdict
write_findings(struct catalog *catalog, int64_t job,
    const struct findings *findings, struct why *why)
{
	enum verdict v;
	size_t i;
	struct query q;

	query_begin(&q, catalog, "DELETE FROM job_findings WHERE job = ?");
	query_put_int(&q, job);
	v = query_run(&q, why);
	for (i = 0; v == V_OK && i < findings->count; i++)
		v = write_finding(catalog, job, (int64_t)i, &findings->list[i],
		    why);
	return v;
}

static enum verdict
write_value(struct catalog *catalog, int64_t job, int64_t n,
    const struct value_found *value, struct why *why)
{
	struct query q;

	query_begin(&q, catalog,
	    "INSERT INTO job_values (job, n, field, words, why)"
	    " VALUES (?, ?, ?, ?, ?)");
	query_put_int(&q, job);
	query_put_int(&q, n);
	query_put_text(&q, value->field);
	query_put_text(&q, value->words);
	query_put_text(&q, value->why);
	return query_run(&q, why);
}

static enum verdict
write_values(struct catalog *catalog, int64_t job, const struct values *values,
    struct why *why)
{
	enum verdict v;
	size_t i;
	struct query q;

	query_begin(&q, catalog, "DELETE FROM job_values WHERE job = ?");
	query_put_int(&q, job);
	v = query_run(&q, why);
	for (i = 0; v == V_OK && i < values->count; i++)
		v = write_value(catalog, job, (int64_t)i, &values->list[i],
		    why);
	return v;
}

enum verdict
job_told(struct catalog *catalog, int64_t job, const struct findings *findings,
    const struct values *values, struct why *why)
{
	enum verdict v = V_OK;

	if (findings != NULL)
		v = write_findings(catalog, job, findings, why);
	if (v == V_OK && values != NULL)
		v = write_values(catalog, job, values, why);
	return v;
}

static void
finding_row(struct query *q, struct findings *ret)
{
	char *code, *quote, severity[8];
	int64_t times;

	query_get_text(q, severity, sizeof(severity));
	code = query_get_string(q);
	quote = query_get_string(q);
	times = query_get_int(q);
	findings_add(ret, severity_by_name(severity), code, quote);
	if (ret->count > 0)
		ret->list[ret->count - 1].times = (unsigned)times;
	free(quote);
	free(code);
}

enum verdict
catalog_job_findings(struct catalog *catalog, int64_t id, struct findings *ret,
    struct why *why)
{
	enum verdict v;
	struct query q;

	findings_init(ret);
	query_begin(&q, catalog,
	    "SELECT severity, code, quote, times FROM job_findings"
	    " WHERE job = ? ORDER BY n");
	query_put_int(&q, id);
	while (query_next(&q))
		finding_row(&q, ret);
	if ((v = query_end(&q, why)) != V_OK)
		findings_fini(ret);
	return v;
}

enum verdict
catalog_job_values(struct catalog *catalog, int64_t id, struct values *ret,
    struct why *why)
{
	char field[VALUE_FIELD_SIZE], reason[VALUE_WHY_SIZE];
	char words[VALUE_WORDS_SIZE];
	enum verdict v;
	struct query q;

	values_init(ret);
	query_begin(&q, catalog,
	    "SELECT field, words, why FROM job_values WHERE job = ? ORDER BY "
	    "n");
	query_put_int(&q, id);
	while (query_next(&q)) {
		query_get_text(&q, field, sizeof(field));
		query_get_text(&q, words, sizeof(words));
		query_get_text(&q, reason, sizeof(reason));
		values_add(ret, field, words, reason);
	}
	if ((v = query_end(&q, why)) != V_OK)
		values_fini(ret);
	return v;
}
