/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a single setting may be.  See settings_value.h for the contract. */
#include "config.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

#include <unicode/ucal.h>
#include <unicode/uloc.h>

#include "base/text.h"
#include "newsroom/settings_value.h"
#include "release/release.h"

enum {
	TEXT_MAX = 200,
	PATH_LIMIT = PATH_MAX - 512, /* room for the names within */
};

static const char *const formats[] = { "any", "docx", "odt", "release", "nitf",
	"newsml-g2", "newsml-1", "solita", "ninjs", "atom", "rss", "html",
	"flat-opc", "word2003", "docbook", "jats", "tei", "dita", "own" };

static int
has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return 1;
	return 0;
}

const char *
value_check_text(const char *s)
{
	if (has_control(s) || !text_is_utf8(s, strlen(s)) ||
	    strlen(s) > TEXT_MAX)
		return "must be one line of at most 200 bytes in UTF-8";
	return NULL;
}

/* Is any component of the path "." or ".."? */
static int
has_dots(const char *s)
{
	size_t len;

	for (; *s != '\0'; s += len) {
		s += strspn(s, "/");
		len = strcspn(s, "/");
		if ((len == 1 && s[0] == '.') ||
		    (len == 2 && s[0] == '.' && s[1] == '.'))
			return 1;
	}
	return 0;
}

const char *
value_check_path(const char *s)
{
	if (s[0] != '/' || s[strspn(s, "/")] == '\0')
		return "must be an absolute path such as \"/srv/press\"";
	if (has_dots(s) || has_control(s) || strlen(s) > PATH_LIMIT)
		return "must be a path without \".\" and \"..\" in it";
	return NULL;
}

const char *
value_check_folder(const char *s)
{
	if (s[0] == '\0' || s[0] == '.' || strchr(s, '/') != NULL ||
	    has_control(s) || strlen(s) > 100)
		return "must be the name of one folder within the drop folder";
	return NULL;
}

const char *
value_check_place(const char *s)
{
	if (strcmp(s, ".") == 0)
		return NULL;
	if (s[0] == '\0' || s[0] == '/' || s[0] == '.' || has_dots(s) ||
	    strstr(s, "/.") != NULL || has_control(s) || strlen(s) > 200)
		return "must be \".\" or a folder relative to the drop folder";
	return NULL;
}

/* RFC 3986, 2: what needs no escape; "@" would hide the host. */
static int
is_plain_url(const char *s, const char *forbidden)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f ||
		    strchr("\"'<>\\^`{|}#@", *s) != NULL ||
		    strchr(forbidden, *s) != NULL)
			return 0;
	return 1;
}

/* What follows the scheme, from the host on; NULL for another scheme, no
 * host, or characters that don't belong there. */
static const char *
url_host(const char *s, const char *const schemes[2], const char *forbidden)
{
	const char *host = NULL;
	size_t i;

	for (i = 0; i < 2 && host == NULL; i++)
		if (strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			host = s + strlen(schemes[i]);
	if (host == NULL || strchr("/:?", host[0]) != NULL ||
	    !is_plain_url(host, forbidden) || strlen(s) > TEXT_MAX)
		return NULL;
	return host;
}

static const char *const web_schemes[2] = { "https://", "http://" };

const char *
value_check_url(const char *s)
{
	if (url_host(s, web_schemes, "?") == NULL)
		return "must begin with https:// or http:// and a host, and "
		       "have no query, fragment or blank";
	return NULL;
}

const char *
value_check_endpoint(const char *s)
{
	if (url_host(s, web_schemes, "") == NULL)
		return "must begin with https:// or http:// and a host, and "
		       "have no user, fragment or blank";
	return NULL;
}

const char *
value_check_smtp(const char *s)
{
	static const char *const schemes[2] = { "smtp://", "smtps://" };

	if (url_host(s, schemes, "?/") == NULL)
		return "must be smtp://host:port or smtps://host:port";
	return NULL;
}

/* Dot-atoms of RFC 5322, 3.2.3, and a domain; no dash in front, so that no
 * program takes it for an option. */
const char *
value_check_address(const char *s)
{
	static const char atom[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				   "!#$%&'*+/=?^_`{|}~-.";
	static const char domain[] = "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
	size_t host, local;

	local = strspn(s, atom);
	host = s[local] == '@' ? strspn(s + local + 1, domain) : 0;
	if (local == 0 || local > 64 || s[0] == '-' || s[0] == '.' ||
	    s[local - 1] == '.' || strstr(s, "..") != NULL || host == 0 ||
	    s[local + 1] == '.' || s[local + 1] == '-' ||
	    s[local + 1 + host] != '\0' || s[local + host] == '.' ||
	    strlen(s) > 254)
		return "must be addresses such as \"press@example.org\"";
	return NULL;
}

const char *
value_check_secret(const char *s)
{
	if ((s[0] == '/' && value_check_path(s) == NULL) ||
	    (s[0] != '/' && value_check_name(s) == NULL))
		return NULL;
	return "must be the path of a file, or the name of a credential of "
	       "systemd";
}

const char *
value_check_language(const char *s)
{
	static const char allowed[] =
	    "must be a language as BCP 47 writes it, such as \"sv\" or "
	    "\"sv-FI\"";
	UErrorCode error = U_ZERO_ERROR;
	char locale[ULOC_FULLNAME_CAPACITY];
	char tag[ULOC_FULLNAME_CAPACITY];
	int32_t parsed = 0;

	if (s[0] == '\0' || strlen(s) >= RELEASE_LANG_MAX)
		return allowed;
	uloc_forLanguageTag(s, locale, sizeof(locale), &parsed, &error);
	if (U_FAILURE(error) || parsed != (int32_t)strlen(s) ||
	    uloc_getISO3Language(locale)[0] == '\0')
		return allowed;
	uloc_toLanguageTag(locale, tag, sizeof(tag), 1, &error);
	return U_SUCCESS(error) && strcmp(tag, s) == 0 ? NULL : allowed;
}

const char *
value_check_region(const char *s)
{
	char locale[] = "und_XX";

	if (strlen(s) == 2) {
		memcpy(locale + 4, s, 2);
		if (s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' &&
		    uloc_getISO3Country(locale)[0] != '\0')
			return NULL;
	}
	return "must be a region of ISO 3166 such as \"FI\"";
}

const char *
value_check_timezone(const char *s)
{
	static const char allowed[] =
	    "must be a time zone such as \"Europe/Helsinki\"";
	UBool is_system = 0;
	UChar canonical[64];
	UChar id[64];
	UErrorCode error = U_ZERO_ERROR;
	size_t i, len;

	len = strlen(s);
	if (len == 0 || len >= sizeof(id) / sizeof(id[0]))
		return allowed;
	for (i = 0; i < len; i++) { /* the names are ASCII */
		if ((unsigned char)s[i] >= 0x80)
			return allowed;
		id[i] = (UChar)s[i];
	}
	ucal_getCanonicalTimeZoneID(id, (int32_t)len, canonical,
	    sizeof(canonical) / sizeof(canonical[0]), &is_system, &error);
	return U_SUCCESS(error) && is_system ? NULL : allowed;
}

const char *
value_check_name(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";

	if (s[0] == '\0' || s[0] == '-' || s[strspn(s, letters)] != '\0' ||
	    strlen(s) > 40)
		return "must be a name of letters, digits, \"-\" and \"_\"";
	return NULL;
}

const char *
value_check_organisation(const char *s)
{
	if (s[0] == '\0' || value_check_text(s) != NULL ||
	    strchr(s, '|') != NULL)
		return "must be names, each one line without \"|\"";
	return NULL;
}

const char *
value_check_code(const char *s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (s[0] == '\0' || s[strspn(s, letters)] != '\0' || strlen(s) > 39)
		return "must be codes as in a report, such as \"comments\"";
	return NULL;
}

const char *
value_format(const char *s)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i], s) == 0)
			return formats[i];
	return NULL;
}

const char *
value_check_format(const char *s)
{
	if (value_format(s) == NULL)
		return "must be \"any\", or of: docx, odt, release, "
		       "nitf, newsml-g2, newsml-1, solita, ninjs, atom, rss, "
		       "html, flat-opc, word2003, docbook, jats, tei, dita, "
		       "own";
	return NULL;
}

const char *
value_check_yes(const char *s)
{
	if (strcmp(s, "yes") != 0 && strcmp(s, "no") != 0)
		return "must be yes or no";
	return NULL;
}

void
value_trim_slashes(char *path)
{
	char *from;
	char *to = path;

	for (from = path; *from != '\0'; from++)
		if (*from != '/' || (from[1] != '/' && from[1] != '\0'))
			*to++ = *from;
	*to = '\0';
}

int
value_is_within(const char *inner, const char *outer)
{
	size_t len;

	len = strlen(outer);
	return strncmp(inner, outer, len) == 0 &&
	    (inner[len] == '\0' || inner[len] == '/');
}
