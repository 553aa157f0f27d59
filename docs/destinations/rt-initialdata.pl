# What Netzdialog needs in Request Tracker 5: three custom fields, a user, its rights on one queue, and a token.
# Run on the RT server, once:  NETZDIALOG_QUEUE='Social' rt-setup-database --action insert --datafile rt-initialdata.pl
# (Debian's command is rt-setup-database-5.) It prints the token, which RT shows only now.
use strict;
use warnings;

my $queue = $ENV{NETZDIALOG_QUEUE} || 'General';
my $user  = 'netzdialog';

# Without the queue the rights would go nowhere, silently; a second run would make every field twice.
{
    my $found = RT::Queue->new( RT->SystemUser );
    $found->Load($queue);
    die "there is no queue '$queue': create it first, or name another in NETZDIALOG_QUEUE\n" unless $found->Id;

    my $present = RT::User->new( RT->SystemUser );
    $present->Load($user);
    die "there is a user '$user' already: this file has been run before, do the rest by hand\n" if $present->Id;
}

our @Users = (
    {   Name       => $user,
        RealName   => 'Netzdialog',
        Comments   => 'Brings contacts from social networks and e-mail into RT',
        Privileged => 1,
        # Netzdialog reads some of RT's messages, which are translated for whoever asks.
        Lang => 'en',
    },
);

# Rights to see these fields go to this user alone, so that agents are not shown ids.
our @CustomFields = (
    {   Name        => 'NetzdialogKey',
        Type        => 'FreeformSingle',
        LookupType  => 'RT::Queue-RT::Ticket',
        ApplyTo     => [$queue],
        Description => 'Netzdialog: the conversation that this ticket stands for',
    },
    {   Name        => 'NetzdialogOpener',
        Type        => 'FreeformSingle',
        LookupType  => 'RT::Queue-RT::Ticket',
        ApplyTo     => [$queue],
        Description => 'Netzdialog: the contact event that opened this ticket',
    },
    {   Name        => 'NetzdialogEvent',
        Type        => 'FreeformSingle',
        LookupType  => 'RT::Queue-RT::Ticket-RT::Transaction',
        ApplyTo     => [$queue],
        Description => 'Netzdialog: the contact event that this comment stands for',
    },
);

our @ACL = (
    (   map { { Queue => $queue, UserId => $user, Right => $_ } }
            qw(SeeQueue ShowTicket ShowTicketComments CreateTicket CommentOnTicket ModifyTicket)
    ),
    (   map {
            my $field = $_;
            map { { CF => $field, UserId => $user, Right => $_ } } qw(SeeCustomField ModifyCustomField)
        } qw(NetzdialogKey NetzdialogOpener NetzdialogEvent)
    ),
);

our @Final = (
    sub {
        my $owner = RT::User->new( RT->SystemUser );
        $owner->Load($user);
        my ( $id, $message, $token )
            = RT::AuthToken->new( RT->SystemUser )->Create( Owner => $owner->Id, Description => 'Netzdialog' );
        die "no token: $message\n" unless $id;
        print "Token of the user $user, for the secret of the destination:\n$token\n";
    },
);

1;
