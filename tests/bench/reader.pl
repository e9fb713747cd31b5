#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# reader.pl PORT TOKEN FILE PATH... - reads the pages in turn, each time by another
# address, until it is ended; a line "MILLISECONDS STATUS DIGEST PATH" for each into
# FILE. The digest is of what is shown, without what differs from time to time.
use strict;
use warnings;
use Digest::MD5 qw(md5_hex);
use IO::Socket::INET;
use Time::HiRes qw(time);

my ($port, $token, $file, @paths) = @ARGV;
my ($n, $ended) = (0, 0);

open my $out, '>', $file or die "$file: $!\n";
$SIG{TERM} = sub { $ended = 1 };

sub get
{
	my ($path) = @_;
	my $socket = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port")
	    or die "$path: $!\n";

	print $socket "GET $path HTTP/1.0\r\nHost: 127.0.0.1:$port\r\n",
	    "Authorization: Bearer $token\r\n\r\n";
	$socket->flush;
	local $/;
	return scalar <$socket>;
}

while (!$ended) {
	my $path = $paths[$n++ % @paths];
	my $from = time;
	my ($head, $body) = split /\r\n\r\n/,
	    get($path . ($path =~ /\?/ ? '&' : '?') . "fresh=$$.$n"), 2;

	my $ms = 1000 * (time - $from);
	my ($status) = $head =~ /^\S+ (\d+)/;
	$body =~ s/fresh=[\d.]+//g;
	$body =~ s/<[^>]*>//g;
	$body =~ s/[\dhmins ]+ ago//g;
	printf $out "%.0f %d %s %s\n", $ms, $status, md5_hex($body), $path;
}
close $out;
