# SPDX-License-Identifier: MIT
# A server log of one request as a script for pgbench: each statement that
# tidemark-web made, with its parameters put in as literals.
use strict;
use warnings;

local $/;
my @entries = split /^(?=\@\@\@)/m, <STDIN>;
my $waiting;

# pgbench takes ":12" for a variable: times go in as seconds.
sub literal {
	my ($text) = @_;

	return "null" if $text eq "NULL";
	if ($text =~ /^'(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z'$/) {
		require Time::Local;
		return "to_timestamp(" . Time::Local::timegm($6, $5, $4, $3,
		    $2 - 1, $1) . ")";
	}
	if ($text =~ /^'\{("?\d{4}-\d\d-\d\dT[^{}]*)\}'$/) {
		return "array[" . join(", ", map {
			s/"//g;
			literal("'$_'")
		} split(/,/, $1)) . "]";
	}
	return $text;
}

sub emit {
	my ($sql, $values) = @_;

	$sql =~ s/^\s*--.*\n//mg;
	$sql =~ s/\s*--[^'\n]*$//mg;
	$sql =~ s/\$(\d+)/exists $values->{$1} ? $values->{$1} : "\$$1"/ge;
	# a colon before a letter would be a variable of pgbench
	$sql =~ s/(?<!:):(?=[A-Za-z_])/'||chr(58)||'/g;
	$sql =~ s/\s+/ /g;
	print "$sql;\n";
}

for my $entry (@entries) {
	next unless $entry =~ s/^\@\@\@tidemark-web //;
	if ($entry =~ /^LOG:\s+execute (\w+): (.*)/s) {
		emit($waiting, {}) if defined $waiting;
		$waiting = $2;
	} elsif ($entry =~ /^LOG:\s+statement: (.*)/s) {
		emit($waiting, {}) if defined $waiting;
		emit($1, {});
		undef $waiting;
	} elsif ($entry =~ /^DETAIL:\s+parameters: (.*)/s && defined $waiting) {
		my ($list, %values) = ($1);

		while ($list =~ /\$(\d+) = (NULL|'(?:[^']|'')*')/g) {
			$values{$1} = literal($2);
		}
		emit($waiting, \%values);
		undef $waiting;
	}
}
emit($waiting, {}) if defined $waiting;
