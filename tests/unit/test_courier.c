/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of the courier that need no network: whom it may reach, how it signs,
 * how a message is written. */
#include "config.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "courier/address.h"
#include "courier/message.h"
#include "courier/secret.h"

static int
is_public(const char *text)
{
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;

	memset(&in4, 0, sizeof(in4));
	memset(&in6, 0, sizeof(in6));
	in4.sin_family = AF_INET;
	in6.sin6_family = AF_INET6;
	if (inet_pton(AF_INET, text, &in4.sin_addr) == 1)
		return address_is_public((const struct sockaddr *)&in4);
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return address_is_public((const struct sockaddr *)&in6);
}

static void
test_addresses(void **state)
{
	static const char *const open[] = { "8.8.8.8", "9.255.255.255",
		"11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
		"128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0",
		"192.167.255.255", "192.169.0.0", "198.17.255.255",
		"198.20.0.0", "223.255.255.255", "2a00:1450::1", "2001:200::1",
		"2001:db9::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
		"2002:808:808::1" };
	static const char *const own[] = { "0.0.0.0", "0.1.2.3", "10.0.0.1",
		"100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.255",
		"169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
		"192.0.2.1", "192.168.0.1", "198.18.0.1", "198.19.255.255",
		"198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
		"240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
		"fec0::1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1",
		"2001::1", "2001:10::1", "100::1", "::ffff:127.0.0.1",
		"::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1",
		"64:ff9b:1::8.8.8.8", "2002:7f00:1::1", "2002:a00:1::1",
		"3fff::1", "5f00::1" };
	struct sockaddr_un other = { .sun_family = AF_UNIX };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		if (!is_public(open[i]))
			fail_msg("refused: %s", open[i]);
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (is_public(own[i]))
			fail_msg("not refused: %s", own[i]);
	assert_false(address_is_public((const struct sockaddr *)&other));
}

static void
put(const char *path, const char *text)
{
	FILE *file;

	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* The signature was made by another program (openssl dgst -hmac). */
static void
test_signature(void **state)
{
	char path[] = "/tmp/gazette-secret.XXXXXX";
	char signature[SECRET_SIGNATURE];
	int fd;
	struct secret_key key;
	struct why why;

	(void)state;
	fd = mkstemp(path);
	assert_true(fd != -1);
	close(fd);
	put(path, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz\r\nmore\n");
	assert_int_equal(secret_read_key(path, &key, &why), V_OK);
	assert_int_equal(key.len, 24);
	assert_memory_equal(key.bytes, "012345678901234567890123", 24);
	secret_sign(&key, "msg_1", 1614265330, "{\"test\":1}", signature);
	assert_string_equal(signature,
	    "v1,pmi3/Ch0ZvifsKfZSz9MXeC1dJFhGngI6Av8z7kz3KE=");
	put(path, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI\n");
	assert_int_equal(secret_read_key(path, &key, &why), V_FATAL);
	put(path, "\n");
	assert_int_equal(secret_read_key(path, &key, &why), V_FATAL);
	put(path, "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMT!z\n");
	assert_int_equal(secret_read_key(path, &key, &why), V_FATAL);
	assert_null(strstr(why.text, "MDEy"));
	unlink(path);
}

static void
test_message(void **state)
{
	static const char want[] =
	    "From: \"The \\\"press\\\" \\\\\"\n <g@h.example>\n"
	    "To: <p@h.example>\n"
	    "Subject: =?UTF-8?B?4oCcQSBiw6RuayBieSB0aGUgaGFyYm91ciBhbmQgYSBs"
	    "b25nIHdhbGsgdG8g?=\n =?UTF-8?B?aXTigJ0=?=\n"
	    "Date: Sun, 3 May 2026 06:07:08 +0000\n"
	    "Message-ID: <x.y@h.example>\n"
	    "Auto-Submitted: auto-generated\n"
	    "Content-Language: en\n"
	    "MIME-Version: 1.0\n";
	struct buf out;
	struct message message;

	(void)state;
	memset(&message, 0, sizeof(message));
	message.from = "g@h.example";
	message.from_name = "The \"press\" \\";
	message.to = "p@h.example";
	message.id = "x.y@h.example";
	message.lang = "en";
	message.subject = "“A bänk by the harbour and a long walk to it”";
	message.text = "One\ntwo\n";
	message.date = 1777788428;
	buf_init(&out, 10000);
	assert_int_equal(message_write(&message, "\n", &out), 0);
	if (strncmp(buf_str(&out), want, sizeof(want) - 1) != 0)
		fail_msg("%s", buf_str(&out));
	assert_non_null(strstr(buf_str(&out), "T25lDQp0d28NCg==\n--=_"));
	buf_reset(&out);
	message.html = "<p>";
	message.subject = "Plain\r\nBcc: x@y"; /* no header of its own */
	assert_int_equal(message_write(&message, "\r\n", &out), 0);
	assert_null(strstr(buf_str(&out), "Bcc"));
	assert_non_null(strstr(buf_str(&out), "text/html"));
	buf_fini(&out);
	buf_init(&out, 100);
	assert_int_equal(message_write(&message, "\n", &out), -1);
	buf_fini(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_signature),
		cmocka_unit_test(test_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
