/* SPDX-License-Identifier: MIT */
/* Forms of what must not leave, and of what looks like it: all made up. Telephone
 * numbers are of countries' documented forms, cards the numbers that issuers give for
 * tests, keys of the forms of their makers with made-up insides. */
#ifndef TIDEMARK_UNIT_REDACT_SET_H
#define TIDEMARK_UNIT_REDACT_SET_H

#define NBSP "\xc2\xa0"
#define NB_HYPHEN "\xe2\x80\x91"
#define EN_DASH "\xe2\x80\x93"

static const char *const mails[] = { "me@example.com", "a.b-c@sub.example.org",
	"first.last+tag@example.co.uk", "UPPER@EXAMPLE.COM", "x_y@a-b.example",
	"1234@example.net", "j\xc3\xb6rg@m\xc3\xbcller.example",
	"o'brien@example.ie", "root@localhost", "a%40b.example",
	"very.long.name.with.many.parts@mail.department.example.com",
	"me@192.0.2.7", "a@b.museum", "x@xn--bcher-kva.example",
	"info@example.travel", "no-reply@mail.example.io", "a-b@c-d.example",
	"first_last99@example.ca", "jane.doe@students.uni.example.edu",
	"\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd@\xd0\xbf\xd0\xbe\xd1\x87\xd1\x82\xd0\xb0.example",
	"\xe5\xb1\xb1\xe7\x94\xb0@\xe4\xbe\x8b.example", "name+2026-11@example.org",
	"o.k.@example.com", "q@example.com.au", "12.34@56.example",
	"sales.emea@example.gmbh", "user%40mail.example.com", "z@z.zz",
	"abc.def.ghi.jkl@mno.pqr.stu.example", "tom&jerry@example.com" };

/* As people write them for nobody to collect. */
static const char *const hidden[] = { "me (at) example.com",
	"me [at] example.com", "me(at)example.com", "me[at]example.com",
	"me {at} example.com", "me (at) example (dot) com",
	"me [at] example [dot] com", "me at example dot com",
	"me AT example DOT com", "first.last at mail dot example dot org",
	"first.last (AT) example.co.uk", "me @ example.com", "me @example.com",
	"me@ example.com", "me@example dot com", "me@example (dot) com",
	"me@example[.]com", "me[@]example.com", "me(@)example.com",
	"me [@] example.com", "me\xef\xbc\xa0some.example",
	"me&#64;example.com", "first_last (at) sub.example (dot) de",
	"j.doe99 [at] example-mail [dot] net", "jane(at)example(dot)org",
	"first.last[at]example[dot]co[dot]uk" };

static const char *const phones[] = {
	/* North America */
	"+1 202 555 0143", "+12025550143", "(202) 555-0143", "202-555-0143",
	"202.555.0143", "1-800-555-0199", "+1 (416) 555-0123", "416 555 0123",
	"1 202 555 0143", "+1-202-555-0143", "001 202 555 0143", "2025550143",
	"+1.202.555.0143", "(202)555-0143", "+52 55 1234 5678",
	"+52 (33) 1234 5678", "55 1234 5678",
	/* Britain, Ireland */
	"+44 20 7946 0958", "020 7946 0958", "+44 (0)20 7946 0958",
	"+447700900123", "07700 900123", "07700 900 123", "0044 7700 900123",
	"(0161) 496 0123", "0161 496 0123", "+353 1 234 5678", "+353 85 012 3456",
	"(01) 234 5678", "085 012 3456",
	/* Germany, Austria, Switzerland */
	"+49 151 23456789", "0151/23456789", "+49 (0) 30 901820",
	"(030) 901820", "030 23125 123", "0049 30 23125123", "+49 30/23125-123",
	"0171-39200 21", "+49-89-12345678", "+43 1 234567", "+43 664 1234567",
	"01 234 56 78", "+41 44 668 18 00", "044 668 18 00", "+41446681800",
	/* France, Belgium, Netherlands, Luxembourg */
	"+33 1 99 00 12 34", "01 99 00 12 34", "01.99.00.12.34", "0199001234",
	"+33(0)199001234", "06-39-98-01-23", "+32 2 555 12 12", "02/555.12.12",
	"+32 470 12 34 56", "+31 20 123 4567", "06-12345678", "020-1234567",
	"+31 (0)6 12345678", "+352 621 123 456",
	/* Iberia, Italy, Greece, Malta, Cyprus */
	"+34 912 34 56 78", "912 345 678", "+34 612-345-678", "+351 21 234 5678",
	"912 345 678", "+39 06 1234 5678", "06 1234 5678", "+39 333 123 4567",
	"333/1234567", "+30 21 1234 5678", "210 123 4567", "+356 2123 4567",
	"+357 22 123456",
	/* the North */
	"+45 32 12 34 56", "32 12 34 56", "+46 8 123 456 78", "08-123 456 78",
	"070-123 45 67", "+47 21 23 45 67", "+358 9 1234 5678", "040 123 4567",
	"+354 545 1234", "+372 5123 4567", "+371 2012 3456", "+370 612 34567",
	/* the East */
	"+48 22 123 45 67", "601 234 567", "+420 601 123 456", "601 123 456",
	"+421 2 1234 5678", "+36 1 234 5678", "06 1 234 5678", "+40 21 123 4567",
	"0721 123 456", "+359 2 123 4567", "+385 1 2345 678", "+386 1 234 56 78",
	"+381 11 123 4567", "+7 (495) 123-45-67", "8 (495) 123-45-67",
	"+7 912 345-67-89", "+380 44 123 4567", "+375 29 123-45-67",
	"+995 32 212 34 56", "+374 10 123456",
	/* Near East, Africa */
	"+90 212 123 45 67", "0212 123 45 67", "+972 2 123 4567", "050-123-4567",
	"+971 4 123 4567", "+966 11 123 4567", "+20 2 2123 4567",
	"+212 522-123456", "+234 803 123 4567", "0803 123 4567",
	"+254 712 123456", "+27 21 123 4567", "021 123 4567", "+233 24 123 4567",
	/* Asia */
	"+91 98765 43210", "098765 43210", "+91-22-1234-5678", "+92 300 1234567",
	"+880 1712-345678", "+94 71 123 4567", "+86 138 0013 8000",
	"138-0013-8000", "+852 2123 4567", "2123 4567", "+886 2 1234 5678",
	"+81-3-1234-5678", "03-1234-5678", "090-1234-5678", "+82 2-123-4567",
	"010-1234-5678", "+65 6123 4567", "6123 4567", "+60 12-345 6789",
	"+66 2 123 4567", "+84 24 1234 5678", "+62 812-3456-7890",
	"+63 917 123 4567",
	/* South America, Oceania */
	"+55 (11) 91234-5678", "(11) 91234-5678", "+54 9 11 1234-5678",
	"+56 2 2123 4567", "+57 601 234 5678", "+51 1 234 5678",
	"+58 212-1234567", "+598 2 123 45 67", "+593 2 123 4567",
	"+61 2 5550 1234", "(02) 5550 1234", "0491 570 156", "+61 491 570 156",
	"+64 9 123 4567", "021 123 4567",
	/* as they are written otherwise */
	"030" NBSP "90" NBSP "18" NBSP "20", "+1" NB_HYPHEN "202" NB_HYPHEN "555" NB_HYPHEN "0143", "tel:+12025550143", "(+49) 30 901820",
	"+49 (30) 901820", "[202] 555-0143", "202-555-0143 x123",
	"+44.20.7946.0958", "+1 202" EN_DASH "555" EN_DASH "0143",
};

/* Each is tried plain and in the groups that people write. */
static const char *const card_digits[] = { "4111111111111111",
	"4012888888881881", "4000056655665556", "4242424242424242",
	"5555555555554444", "5105105105105100", "5200828282828210",
	"2223003122003222", "2720992593450000", "378282246310005",
	"371449635398431", "378734493671000", "6011111111111117",
	"6011000990139424", "6011981111111113", "3530111333300000",
	"3566002020360505", "30569309025904", "38520000023237",
	"36227206271667", "4222222222222", "6200000000000005",
	"5019717010103742", "6304000000000000", "6759649826438453" };

static const char *const keys[] = { "sk-abcdefghij0123456789ABCDEFGHIJ",
	"sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8", "sk-ant-api03-A1b2C3d4E5f6G7h8",
	"sk-ant-api03-A1b2-C3d4_E5f6-G7h8I9j0K1l2M3n4O5p6-AA",
	"sk_live_4eC39HqLyjWDarjtT1zdp7dc", "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
	"pk_live_a1b2c3d4e5f6g7h8i9j0k1l2", "rk_live_a1b2c3d4e5f6g7h8i9j0",
	"AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE",
	"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	"ghp_16C7e42F292c6912E7710c838347Ae178B4a",
	"gho_16C7e42F292c6912E7710c838347Ae178B4a",
	"ghs_16C7e42F292c6912E7710c838347Ae178B4a",
	"github_pat_11ABCDEFG0a1b2c3d4e5f6_g7h8i9j0k1l2m3",
	"xoxb-123456789012-abcdefABCDEF", "xoxp-123456789012-123456789012-a1b2c3",
	"xapp-1-A0123456789-1234567890123-a1b2c3d4e5f6",
	"AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY", "ya29.a0AfH6SMBx1y2z3A4B5C6",
	"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP",
	"glpat-1234567890abcdefghij", "d41d8cd98f00b204e9800998ecf8427e",
	"da39a3ee5e6b4b0d3255bfef95601890afd80709",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"pcsk_2Abc3Def4Ghi5Jkl6Mno7Pqr8Stu", "whsec_1a2b3c4d5e6f7g8h9i0j",
	"SG.1a2b3c4d5e6f7g8h.9i0j1k2l3m4n",
	"SG.ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr",
	"key-3ax6xnjp29jd6fds4gc373sgvjxteol0", "npm_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
	"dop_v1_b7519703e3fb4a5bbca5f8ab23c5d1e0", "hf_AbCdEfGh1234IjKlMnOp5678QrStUv",
	"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", "EAACEdEose0cBA1b2C3d4E5f6G7h8I9j0",
	"AAAAB3NzaC1yc2EAAAADAQABAAABAQC7vbqajDhA", "pat-na1-a1b2c3d4-e5f6-a7b8-c9d0-e1f2a3b4c5d6",
	"lin_api_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6", "sq0atp-a1B2c3D4e5F6g7H8i9J0k1",
	"pypi-AgEIcHlwaS5vcmcCJGExYjJjM2Q0", "dckr_pat_a1B2c3D4e5F6g7H8i9J0k1L2m3N",
	"1//0gA1b2C3d4E5f6G7h8I9j0K1l2M3n4", "00D50000000IehZ!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL",
	"a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d" };

/* What looks alike and is to stay: an answer about it needs it. */
static const char *const alike[] = { "order 12345678", "order #48213",
	"order no. 1234567", "invoice 2026-00417", "ticket 900123",
	"INV-20431", "RMA 55120", "SKU 88-1024", "order 40-1182",
	"version 2.4.1", "10.0.19041.1", "v3.12.0", "build 20431", "1.0.0-rc.2",
	"iOS 17.2.1", "Android 14", "Chrome 131.0.6778.85", "kernel 6.1.0-18",
	"2026-11-21", "21.11.2026", "11/21/26", "21/11/2026", "2019-2021",
	"2026-11-21T10:30:00Z", "10:30:15", "Nov 21, 2026", "1.1.2026",
	"2026-11-21 10:30", "21-11-2026", "10:30-11:45", "Q3 2026",
	"$1,234.56", "1.234,56 EUR", "EUR 99,95", "USD 12000", "4.99",
	"1,000,000", "12 345", "50 000", "300 x 250", "1920x1080", "3840 x 2160",
	"level 120", "level 12-4", "world 3-2", "stage 4/12", "24/7", "3:1",
	"99.9 %", "100 %", "16 GB", "5 G", "4K", "12 V", "230 V", "37.5 C",
	"1/2", "10-15", "2 of 3", "5 stars", "#1", "No. 7", "room 1204",
	"gate B12", "flight LH 441", "ISO 9001", "RFC 5322", "HTTP 404",
	"error 0x80070057", "code E1234", "port 8080", "error -1009",
	"Pixel 7", "Galaxy S23", "iPhone 15 Pro", "SM-G991B", "MT6765",
	"section 4.2.1", "page 12-14", "chapter 3", "row 17", "A4", "B2B",
	"@bob_", "a @ b", "look at this dot matrix", "meet me at noon", "see me at example.com",
	"I was at home", "3 items @ 1.50", "@here", "it is at example level",
	"dot com bubble", "password reset", "the password is wrong",
	"forgot my password", "key of the door", "token economy",
	"secret level", "Donaudampfschifffahrtsgesellschaft",
	"internationalization", "pneumonoultramicroscopicsilicovolcanoconiosis",
	"https://shop.example/help/returns-and-refunds", "user_settings_dialog",
	"com.pebblefox.harbor.hollow", "onCreateOptionsMenuListener" };

#endif
