#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# viewers.pl PORT TOKEN N FILE - N viewers of /admin/events in one process. Writes
# "connected" when all are, then for each "changed" of a version above 1,000,000
# a line "NUMBER TIME" for each viewer into FILE.
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;
use Time::HiRes qw(time);

my ($port, $token, $n, $file) = @ARGV;
my $select = IO::Select->new;
my (%rest, $greeted);

open my $out, '>', $file or die "$file: $!\n";
$SIG{TERM} = sub { close $out; exit 0 };
$| = 1;

sub take
{
	my ($socket) = @_;
	my $at = time;

	sysread $socket, my $bytes, 65536 or die "a viewer was cut off\n";
	$rest{$socket} .= $bytes;
	while ($rest{$socket} =~ s/^(.*?)\r?\n//) {
		my $line = $1;

		die "answered $line\n" if $line =~ /^HTTP/ && $line !~ / 200 /;
		$greeted++ if $line =~ /^data: .*"connected"/;
		printf $out "%d %.4f\n", $1 - 1000000, $at
		    if $line =~ /"version":(\d+)/ && $1 > 1000000;
	}
}

for my $i (1 .. $n) {
	my $socket = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port")
	    or die "viewer $i: $!\n";

	print $socket "GET /admin/events HTTP/1.1\r\nHost: 127.0.0.1:$port\r\n",
	    "Accept: text/event-stream\r\nAuthorization: Bearer $token\r\n\r\n";
	$socket->flush;
	$rest{$socket} = '';
	$select->add($socket);
	take($_) for $select->can_read(0);
}
while ($greeted < $n) {
	take($_) for $select->can_read(1);
}
print "connected\n";
while (1) {
	take($_) for $select->can_read;
}
