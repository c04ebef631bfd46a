/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings of mail, webhooks and WebSub: what is wrong is refused where it
 * stands, what is right comes back, and no secret is told. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "newsroom/settings.h"
#include "newsroom/settings_value.h"

#define COURIER                                                                \
 "courier { from = 'gazette@h.example' smtp = 'smtp://h.example:587' }\n"
#define SITE(more)                                                             \
 "site a { drop = /d web_root = /w base_url = http://h\n" more "\n}\n"
#define HOOK "url = 'https://h.example/in?x=1' secret = cms"

static char path[] = "/tmp/gazette-letters.XXXXXX";
static struct why why;

static enum verdict
read_settings(const char *text, struct config **ret)
{
	FILE *file;

	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	why_clear(&why);
	return config_load(path, ret, &why);
}

static struct config *
read_good(const char *text)
{
	struct config *config = NULL;

	if (read_settings(text, &config) != V_OK)
		fail_msg("%s", why.text);
	return config;
}

static const char full[] =
    "courier { socket = /run/x/courier user = post ca_file = '/etc/ca.pem'\n"
    "	from = 'gazette@h.example' from_name = 'Väst – \"press\"'\n"
    "	sendmail = {'/usr/sbin/sendmail', '-i'} login = smtp\n"
    "	retry = 2 retry_most = '1 h' give_up = '5 d' timeout = '1 min' }\n"
    "site a { drop = /d web_root = /w base_url = http://h\n"
    "	folder '.' { } folder 'Styrelsen' { }\n"
    "	mail press { to = {'press@h.example', \"o'x+1@h.example\"} }\n"
    "	mail board { to = {'b@h.example'} owner = {anna, '1004'}\n"
    "		folder = {'.', 'Styrelsen/'} organisation = {'Hamnen Ab'}\n"
    "		about = {failed, fix} }\n"
    "	webhook cms { " HOOK " }\n"
    "	webhook inner { url = 'http://10.0.0.5/' secret = '/etc/s'\n"
    "		private = yes }\n"
    "	websub { hub = 'https://hub.example/' } }\n"
    "site b { drop = /d2 web_root = /w2 base_url = http://h2 }\n";

static void
test_full(void **state)
{
	const struct config_site *site;
	struct config *config;

	(void)state;
	config = read_good(full);
	site = &config->sites[0];
	assert_int_equal(config->courier.retry, 2);
	assert_int_equal(config->courier.retry_most, 3600);
	assert_int_equal(config->courier.give_up, 5 * 86400);
	assert_int_equal(config->courier.timeout, 60);
	assert_string_equal(config->courier.sendmail.list[1], "-i");
	assert_int_equal(site->mail_count, 2);
	assert_int_equal(site->mails[0].about, 31);
	assert_int_equal(site->mails[0].owner.count, 0);
	assert_int_equal(site->mails[1].about, CONFIG_FIX | CONFIG_FAILED);
	assert_true(config_list_has(&site->mails[1].folder, "Styrelsen"));
	assert_true(config_list_has(&site->mails[1].folder, ""));
	assert_true(config_list_has(&site->mails[1].owner, "1004"));
	assert_true(config_list_has(&site->mails[1].organisation, "Hamnen Ab"));
	assert_string_equal(config_webhook_named(site, "cms")->secret, "cms");
	assert_false(config_webhook_named(site, "cms")->private);
	assert_true(config_webhook_named(site, "inner")->private);
	assert_null(config_webhook_named(site, "x"));
	assert_string_equal(site->websub.hub, "https://hub.example/");
	assert_true(config_needs_courier(config));
	assert_string_equal(config_domain(site->mails[0].to.list[0]),
	    "h.example");
	config_free(config);
	config = read_good(SITE(""));
	assert_false(config_needs_courier(config));
	assert_string_equal(config->courier.socket, "/run/gazette/courier");
	assert_int_equal(config->courier.retry, 5);
	config_free(config);
}

static char *
dumped(const struct config *config)
{
	char *text = NULL;
	FILE *file;
	size_t len;

	file = open_memstream(&text, &len);
	assert_non_null(file);
	config_dump(config, file);
	assert_int_equal(fclose(file), 0);
	return text;
}

static void
test_dump(void **state)
{
	char *again, *once;
	size_t i;
	struct config *config;
	static const char *const texts[] = { full, SITE("") };

	(void)state;
	for (i = 0; i < 2; i++) {
		config = read_good(texts[i]);
		once = dumped(config);
		config_free(config);
		config = read_good(once);
		again = dumped(config);
		assert_string_equal(once, again);
		config_free(config);
		free(again);
		free(once);
	}
}

static const struct {
	int line;
	const char *says;
	const char *text;
} faults[] = {
	{ 1, "no such option 'form'; known here: socket, user",
	    "courier { form = x }" },
	{ 1, "socket must be an absolute path", "courier { socket = x }" },
	{ 1, "from must be addresses", "courier { from = 'a b@h' }" },
	{ 1, "smtp must be smtp://", "courier { smtp = 'http://h' }" },
	{ 1, "smtp must be smtp://", "courier { smtp = 'smtp://h/x' }" },
	{ 1, "starttls must be yes or no", "courier { starttls = maybe }" },
	{ 1, "login must be the path", "courier { login = 'user:secret' }" },
	{ 1, "retry must be from 1 s to 1 h", "courier { retry = 0 }" },
	{ 1, "timeout must be from 1 s to 10 min",
	    "courier { timeout = '1 h' }" },
	{ 1, "give_up must be from 1 s to 30 d",
	    "courier { give_up = never }" },
	{ 1, "retry may not be more than retry_most",
	    "courier { retry = 60 retry_most = 2 }\n" SITE("") },
	{ 1, "not by both",
	    "courier { smtp = 'smtp://h' sendmail = {'/bin/x'} }\n" SITE("") },
	{ 1, "the path of a program",
	    "courier { sendmail = {sendmail} }\n" SITE("") },
	{ 1, "login is not sent without starttls",
	    "courier { smtp = 'smtp://h' starttls = no login = x }\n" SITE(
		"") },
	{ 3, "mail \"x\" needs to", COURIER SITE("mail x { }") },
	{ 3, "to must be addresses", COURIER SITE("mail x { to = {press} }") },
	{ 3, "about must be of: receipt",
	    COURIER SITE("mail x { to = {'a@h'} about = {all} }") },
	{ 3, "owner must be names of accounts",
	    COURIER SITE("mail x { to = {'a@h'} owner = {'a b'} }") },
	{ 3, "organisation must be names",
	    COURIER SITE("mail x { to = {'a@h'} organisation = {'a|b'} }") },
	{ 3, "has no section folder \"y\"",
	    COURIER SITE("mail x { to = {'a@h'} folder = {y} }") },
	{ 3, "found duplicate title",
	    COURIER SITE("mail x { to={'a@h'} } mail x { to={'a@h'} }") },
	{ 3, "mail must be a name of letters", COURIER SITE("mail 'å' { }") },
	{ 3, "courier needs from", SITE("mail x { to = {'a@h'} }") },
	{ 4, "courier needs smtp or sendmail",
	    "courier { from = 'a@h' }\n" SITE("mail x { to = {'a@h'} }") },
	{ 2, "webhook \"x\" needs secret",
	    SITE("webhook x { url=https://h }") },
	{ 2, "url must begin with https://", SITE("webhook x { url = h }") },
	{ 2, "no user, fragment", SITE("webhook x { url='https://u@h/' }") },
	{ 2, "secret must be the path",
	    SITE("webhook x { secret = 'whsec_AAAA+/=' }") },
	{ 2, "allowed with private = yes only",
	    SITE("webhook x { url = 'http://h' secret = s }") },
	{ 2, "allowed with private = yes only",
	    SITE("websub { hub = 'http://h' }") },
	{ 2, "private must be yes or no", SITE("websub { private = x }") },
};

static void
test_faults(void **state)
{
	char want[128];
	size_t i;
	struct config *config;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		if (read_settings(faults[i].text, &config) != V_FATAL)
			fail_msg("not refused: %s", faults[i].text);
		snprintf(want, sizeof(want), "%s:%d: ", path, faults[i].line);
		if (strncmp(why.text, want, strlen(want)) != 0 ||
		    strstr(why.text, faults[i].says) == NULL)
			fail_msg("%s\n%s\nsays: %s", faults[i].text,
			    faults[i].says, why.text);
	}
}

static void
test_addresses(void **state)
{
	static const char *const good[] = { "a@b", "a.b+c@d-e.example",
		"o'neil@h.example", "x@1.example" };
	static const char *const bad[] = { "", "@", "a@", "@b", "-f@h", ".a@h",
		"a.@h", "a..b@h", "a@.h", "a@h.", "a@-h", "a@h b", "a@h\n",
		"å@h", "a@hå", "a@b@c", "<a@h>", "\"a b\"@h", "a,b@h" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (value_check_address(good[i]) != NULL)
			fail_msg("refused: %s", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (value_check_address(bad[i]) == NULL)
			fail_msg("not refused: %s", bad[i]);
}

static int
begin(void **state)
{
	int fd;

	(void)state;
	if ((fd = mkstemp(path)) == -1)
		return -1;
	close(fd);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_dump),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
