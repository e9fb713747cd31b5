#!/usr/bin/perl
# SPDX-License-Identifier: MIT
# latency.pl PORT SANDBOX-PORT TOKEN SECRET COUNT OUTBREAKS - from a delivery to the
# page and to Slack. Writes lines "WHAT MILLISECONDS":
#
#	ack	the delivery is acknowledged
#	list	the list of the last day, asked every POLL seconds and never from
#		what nginx keeps, has the conversation
#	told	/admin/events has told of it
#	page	the same page has it as a viewer's browser asks: when told that
#		there is news, within the span that is told along
#	slack	the sandbox's Slack is called with its alert
#	request, static	such a list, and a file, when nothing else happens
#	outbreak	from the last delivery of many in a category to the alert of
#		its incident
use strict;
use warnings;
use Digest::SHA qw(hmac_sha1_base64);
use IO::Select;
use IO::Socket::INET;
use JSON::PP qw(decode_json encode_json);
use POSIX qw(strftime);
use Time::HiRes qw(sleep time);

my ($port, $sandbox, $token, $secret, $count, $outbreaks) = @ARGV;
my ($POLL, $PATIENCE, $OUTBREAK_PATIENCE, $REPORTS) = (0.02, 30, 200, 30);
my $FIRST = 900_000_000;
my @auth = ("Authorization: Bearer $token");
my $list = '/conversations?from=' . strftime('%Y-%m-%d', gmtime time - 86400);
my (%began, $events, $rest);
my $asked = 0;

# Of categories whose incidents are told in Slack as they are. The customer's words
# must be judged to be of these.
my @outbreak = (
	[ 'crash', 'The app crashes every time I open level' ],
	[ 'payment', 'I was charged twice for order' ],
	[ 'progress_lost', 'All my progress is gone since level' ],
);

sub http
{
	my ($to, $method, $path, $body, @headers) = @_;
	my $socket = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$to")
	    or die "port $to: $!\n";
	my $answer = '';

	$body = '' unless defined $body;
	print $socket join("\r\n", "$method $path HTTP/1.1",
	    "Host: 127.0.0.1:$to", 'Connection: close',
	    'Content-Length: ' . length $body, @headers, '', $body);
	while (sysread $socket, my $bytes, 65536) {
		$answer .= $bytes;
	}
	die "$method $path: " . substr($answer, 0, 200) . "\n"
	    unless $answer =~ m{^HTTP/1.1 2};
	return $answer;
}

sub page
{
	return http($port, 'GET', shift, '', @auth);
}

sub say_ms
{
	printf "%s %.1f\n", $_[0], 1000 * $_[1];
}

sub json_of
{
	return decode_json($_[0] =~ s/^.*?\r\n\r\n//sr);
}

# --- what Help Scout has, and tells ---

sub write_conversation
{
	my ($id, $subject, $text) = @_;
	my $at = strftime('%Y-%m-%dT%H:%M:%SZ', gmtime);
	my %who = (id => 51, type => 'customer', first => 'Pat',
	    email => 'pat@example.com');

	http($sandbox, 'POST', '/_sandbox/add', encode_json({ id => $id,
	    number => $id, threads => 1, type => 'email', status => 'active',
	    state => 'published', subject => $subject, mailboxId => 1,
	    createdAt => $at, userUpdatedAt => $at, createdBy => \%who,
	    primaryCustomer => \%who, tags => [], _embedded => { threads => [
		{ id => $id * 10, type => 'customer', status => 'active',
		    state => 'published', body => $text, createdBy => \%who,
		    createdAt => $at } ] } }));
}

sub deliver
{
	my ($id) = @_;
	my $body = encode_json({ id => $id, number => $id, status => 'active',
	    preview => 'words of a preview ' x 30 });

	http($port, 'POST', '/helpscout/webhook', $body,
	    'Content-Type: application/json',
	    'X-HelpScout-Event: convo.created',
	    'X-HelpScout-Signature: ' . hmac_sha1_base64($body, $secret) . '=');
}

# --- a viewer ---

sub listen_to_events
{
	$events = IO::Socket::INET->new(PeerAddr => "127.0.0.1:$port")
	    or die "$!\n";
	print $events join("\r\n", 'GET /admin/events HTTP/1.1',
	    "Host: 127.0.0.1:$port", 'Accept: text/event-stream', @auth, '', '');
	$events->blocking(0);
	$rest = '';
}

# What was told since the last call.
sub told
{
	my @news;

	while (my $n = sysread $events, my $bytes, 65536) {
		$rest .= $bytes;
	}
	while ($rest =~ s/^(.*?)\r?\n//) {
		my $line = $1;

		push @news, decode_json($1) if $line =~ /^data: (\{.*\})/;
	}
	return @news;
}

# One delivery, until all have seen it. The browser's look is due within the span
# that was told; one that is due takes in what is told meanwhile.
sub follow
{
	my ($id) = @_;
	my $began = $began{$id} = time;
	my (%seen, $due);

	deliver($id);
	say_ms('ack', time - $began);
	while (keys %seen < 3) {
		die "conversation $id: seen by: @{[ keys %seen ]}\n"
		    if time - $began > $PATIENCE;
		for my $news (told()) {
			$seen{told} ||= time if $news->{type} eq 'new_message'
			    && $news->{conv_id} == $id;
			$due ||= time + rand($news->{spread}) / 1000
			    if $news->{type} eq 'changed';
		}
		if (!$seen{list}) {
			$asked++;
			$seen{list} = time
			    if page("$list&fresh=$asked") =~ /$id/;
		}
		if ($due && time >= $due) {
			$seen{page} ||= time if page($list) =~ /$id/;
			$due = undef;
		}
		IO::Select->new($events)->can_read($POLL);
	}
	say_ms($_, $seen{$_} - $began) for sort keys %seen;
}

# --- Slack ---

sub slack
{
	return @{ json_of(http($sandbox, 'GET', '/_sandbox/slack/dump')) };
}

sub say_slack
{
	my %called = map { $_->{text} =~ /#(\d+)/ ? ($1 => $_->{called_ms}) : () }
	    slack();

	for my $id (sort keys %began) {
		die "no alert of $id\n" unless $called{$id};
		say_ms('slack', $called{$id} / 1000 - $began{$id});
	}
}

# Parent messages that are about no ticket: incidents.
sub incidents
{
	return grep { $_->{thread_ts} eq '' && $_->{text} !~ /#\d+/ } slack();
}

sub outbreak
{
	my ($n, $category, $words) = @_;
	my $before = incidents();
	my ($last, @now);

	for my $i (1 .. $REPORTS) {
		my $id = $FIRST + 100_000 * ($n + 1) + $i;

		write_conversation($id, 'Help', "$words $i");
		deliver($id);
	}
	$last = time;
	do {
		die "no incident of $category\n"
		    if time - $last > $OUTBREAK_PATIENCE;
		sleep 0.5;
		@now = incidents();
	} while (@now <= $before);
	say_ms('outbreak', $now[-1]{called_ms} / 1000 - $last);
}

$| = 1;
listen_to_events();
for my $i (1 .. $count) {
	my $at;

	# Slack takes a message a second and channel; and no rhythm
	sleep 1.2 + rand;
	$at = time;
	page("$list&fresh=before$i");
	say_ms('request', time - $at);
	$at = time;
	page('/static/tidemark.css');
	say_ms('static', time - $at);
	told();
	# just before: a look for changes would find it as well
	write_conversation($FIRST + $i, "Goodbye $i",
	    "Please delete my account and all my data, player $i.");
	follow($FIRST + $i);
}
sleep 3;
say_slack();
for my $n (0 .. $outbreaks - 1) {
	outbreak($n, @{ $outbreak[$n] });
	sleep rand 20;
}
