/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail of a letter.  See mailing.h for the contract. */
#include "config.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "base/xalloc.h"
#include "newsroom/letter.h"
#include "newsroom/mailing.h"
#include "staff/words.h"

enum {
	HASHED = 16 /* hex digits of an address in a letter's uid */
};

static unsigned
about_note(enum report_kind kind)
{
	switch (kind) {
	case REPORT_HOLD:
		return CONFIG_QUESTION;
	case REPORT_FIX:
		return CONFIG_FIX;
	case REPORT_FAILED:
		return CONFIG_FAILED;
	default:
		return 0; /* it passes by itself */
	}
}

unsigned
mailing_about(const struct letter *letter)
{
	if (letter->note != NULL)
		return about_note(letter->note->kind);
	switch (letter->job.state) {
	case JOB_PUBLISHED:
		return CONFIG_RECEIPT;
	case JOB_HELD: /* who asked for a preview has it in the folder */
		return strcmp(letter->job.why.code, "preview-only") == 0 ?
		    0 :
		    CONFIG_QUESTION;
	case JOB_WITHDRAWN:
		return CONFIG_WITHDRAWAL;
	case JOB_REJECTED:
		return letter->job.why.verdict == V_FATAL ? CONFIG_FAILED :
							    CONFIG_FIX;
	default:
		return 0;
	}
}

/* An account by its number, or by the name that it has now. */
static int
is_owner(const char *account, int64_t uid)
{
	const struct passwd *user;

	if (account[strspn(account, "0123456789")] == '\0')
		return strtoll(account, NULL, 10) == uid;
	user = getpwnam(account);
	return user != NULL && (int64_t)user->pw_uid == uid;
}

/* Nobody knows who owned a file that never became a job. */
static int
has_owner(const struct config_list *owners, const struct letter *letter)
{
	size_t i;

	if (owners->count == 0)
		return 1;
	for (i = 0; i < owners->count && letter->note == NULL; i++)
		if (is_owner(owners->list[i], letter->job.owner))
			return 1;
	return 0;
}

/* The same name, however it is capitalised and spaced. */
static int
is_same_name(const char *a, const char *b)
{
	char *folded[2], *plain[2];
	int same;

	plain[0] = text_fold_blanks(a);
	plain[1] = text_fold_blanks(b);
	folded[0] = text_fold_case(plain[0]);
	folded[1] = text_fold_case(plain[1]);
	same = strcmp(folded[0], folded[1]) == 0;
	free(plain[0]);
	free(plain[1]);
	free(folded[0]);
	free(folded[1]);
	return same;
}

/* Is it one of the names that the site gives its own organisation? */
static int
is_ours(const struct config_site *site, const char *name)
{
	char *own;
	const char *at, *end;
	int same = 0;

	for (at = site->organisation; *at != '\0' && !same;
	     at = *end != '\0' ? end + 1 : end) {
		end = strchrnul(at, '|');
		own = xstrndup(at, (size_t)(end - at));
		same = is_same_name(own, name);
		free(own);
	}
	return same;
}

static int
has_organisation(const struct config_mail *mail, const struct config_site *site,
    const char *organisation)
{
	size_t i;

	if (mail->organisation.count == 0)
		return 1;
	for (i = 0; i < mail->organisation.count; i++)
		if (organisation[0] == '\0' ?
			is_ours(site, mail->organisation.list[i]) :
			is_same_name(mail->organisation.list[i], organisation))
			return 1;
	return 0;
}

static int
is_for(const struct config_mail *mail, const struct desk *desk,
    const struct letter *letter, const char *organisation)
{
	const struct config_folder *folder;

	if ((mail->about & mailing_about(letter)) == 0 ||
	    !has_owner(&mail->owner, letter) ||
	    !has_organisation(mail, desk->config, organisation))
		return 0;
	folder = letter->note != NULL ?
	    config_folder_for(desk->config, letter->note->place) :
	    reception_folder(desk, letter->job.folder);
	return mail->folder.count == 0 ||
	    config_list_has(&mail->folder,
		folder->place != NULL ? folder->place : "");
}

int
mailing_is_wanted(const struct desk *desk, const struct letter *letter,
    const char *organisation)
{
	size_t i;

	for (i = 0; i < desk->config->mail_count; i++)
		if (is_for(&desk->config->mails[i], desk, letter, organisation))
			return 1;
	return 0;
}

/* In the words of lang, without a name: a file's name says as much as a
 * title does, and may be under an embargo that nobody could read. */
static char *
discreet_subject(const struct desk *desk, unsigned about, const char *lang)
{
	char key[32];
	char *subject;
	struct buf said;
	struct words_fill fills[] = { { "site", desk->config->title },
		{ NULL, NULL } };

	snprintf(key, sizeof(key), "mail-%s", config_about_name(about));
	buf_init(&said, 1000);
	words_fill(&said, words_get(desk->newsroom->words, lang, key), fills);
	subject = text_fold_blanks(buf_str(&said));
	buf_fini(&said);
	return subject;
}

struct mailing *
mailing_new(const struct desk *desk, unsigned about, const char *lang,
    const char *text, int is_public)
{
	const char *known;
	struct mailing *mailing;

	mailing = xcalloc(1, sizeof(*mailing));
	mailing->about = about;
	mailing->text = xstrdup(text);
	known = lang != NULL && lang[0] != '\0' ? lang :
						  desk->config->languages[0];
	known = words_lang_known(desk->newsroom->words, known);
	snprintf(mailing->lang, sizeof(mailing->lang), "%s", known);
	mailing->subject = is_public ? xstrndup(text, strcspn(text, "\n")) :
				       discreet_subject(desk, about, known);
	return mailing;
}

void
mailing_free(struct mailing *mailing)
{
	if (mailing == NULL)
		return;
	free(mailing->organisation);
	free(mailing->subject);
	free(mailing->text);
	free(mailing);
}

/* What a repeat has in common with the first, whichever crash came between:
 * the job, its state, and when it came into it.  A note has no job and is
 * told once. */
static void
name_letter(const struct letter *letter, char *dst, size_t size)
{
	char uid[CATALOG_UID_SIZE];

	if (letter->note != NULL) {
		catalog_new_uid(uid);
		snprintf(dst, size, "%s.note", uid);
		return;
	}
	snprintf(dst, size, "%s.%s.%lld", letter->job.uid,
	    job_state_name(letter->job.state), (long long)letter->job.changed);
}

static char *
payload_for(const struct desk *desk, const struct mailing *mailing,
    const char *to, const char *name, const char *page)
{
	char *id, *payload;
	json_t *object;

	id = xasprintf("%s@%s", name,
	    config_domain(desk->newsroom->settings.config->courier.from));
	object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:I}", "to", to, "id", id,
	    "lang", mailing->lang, "subject", mailing->subject, "text",
	    mailing->text, "date", (json_int_t)now_s(desk->newsroom));
	if (object != NULL && page != NULL && text_is_utf8(page, strlen(page)))
		json_object_set_new(object, "html", json_string(page));
	payload = object != NULL ? json_dumps(object, JSON_COMPACT) : NULL;
	json_decref(object);
	free(id);
	return payload;
}

/* The letter to one address; the same one again is no second letter. */
static enum verdict
put_one(struct desk *desk, const struct letter *letter, const char *name,
    const char *to, const char *page, struct why *why)
{
	char hash[HASH_HEX_SIZE];
	enum verdict v;
	struct catalog_letter out;

	memset(&out, 0, sizeof(out));
	hash_of(to, strlen(to), hash);
	snprintf(out.uid, sizeof(out.uid), "mail-%s-%.*s", name, (int)HASHED,
	    hash);
	out.site = desk->site.id;
	snprintf(out.kind, sizeof(out.kind), "mail");
	snprintf(out.addressee, sizeof(out.addressee), "mail");
	out.release = letter->mailing->release;
	out.payload = payload_for(desk, letter->mailing, to, name, page);
	if (out.payload == NULL)
		return why_set(why, V_FATAL, "internal",
		    "a letter is not UTF-8");
	v = catalog_outbox_put(desk->archive->catalog, &out,
	    now_s(desk->newsroom), why);
	free(out.payload);
	return v;
}

enum verdict
mailing_put(struct desk *desk, const struct letter *letter, const char *page,
    struct why *why)
{
	char name[96];
	const struct config_mail *mail;
	enum verdict v = V_OK;
	size_t i, k;

	name_letter(letter, name, sizeof(name));
	for (i = 0; i < desk->config->mail_count; i++) {
		mail = &desk->config->mails[i];
		if (!is_for(mail, desk, letter, letter->mailing->organisation))
			continue;
		for (k = 0; k < mail->to.count && v == V_OK; k++)
			v = put_one(desk, letter, name, mail->to.list[k], page,
			    why);
	}
	return v;
}
