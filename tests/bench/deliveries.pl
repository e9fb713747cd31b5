#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# deliveries.pl COUNT SECRET: signed bodies of convo.created, a line each: signature,
# tab, body. They are as large as the ones that Help Scout documents.
use strict;
use warnings;
use Digest::SHA qw(hmac_sha1_base64);

my ($count, $secret) = @ARGV;
for my $id (1 .. $count) {
	my $body = sprintf('{"_links":{"self":{"href":"https:\/\/api.helpscout.net'
	    . '\/v2\/conversations\/%d"}},"id":%d,"number":%d,"threads":2,"type":'
	    . '"email","folderId":11,"status":"active","state":"published",'
	    . '"subject":"Caf\u00e9 %d","preview":"%s","mailboxId":123,'
	    . '"createdAt":"2026-01-15T12:00:00Z","source":{"type":"email","via":'
	    . '"customer"},"tags":[{"id":9150,"color":"#929499","tag":"billing"}],'
	    . '"primaryCustomer":{"id":238604,"type":"customer","first":"A"}}',
	    $id, $id, $id, $id, 'words of a preview ' x 30);
	print hmac_sha1_base64($body, $secret), "=\t$body\n";
}
