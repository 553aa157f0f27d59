# RT::Interface::Email::Netzdialog: the action `netzdialog` of Request Tracker's mail gateway.
#
# One ticket for every X-Netzdialog-Thread, each X-Netzdialog-Event once, and no mail to the customer.
# docs/destinations/mail.md says how to install it. Request Tracker 5.

package RT::Interface::Email::Netzdialog;

use strict;
use warnings;

use Role::Basic 'with';
with 'RT::Interface::Email::Role';

# Who may: the user whose e-mail address stands in From, with CreateTicket in the queue.
sub CheckACL {
    my %args = ( Action => undef, Message => undef, Queue => undef, @_ );
    return unless lc( $args{Action} // '' ) eq 'netzdialog';
    my $sender = _Sender( $args{Message} );
    return 1
        if $sender->id
        && $sender->PrincipalObj->HasRight( Object => $args{Queue}, Right => 'CreateTicket' );
    FAILURE('the address in From belongs to no user who may create tickets in this queue');
}

sub HandleNetzdialog {
    my %args = ( Message => undef, Ticket => undef, Queue => undef, @_ );
    my ( $event, $thread ) = map { _Header( $args{Message}, $_ ) } qw(Event Thread);
    FAILURE('not a mail of Netzdialog') unless $event =~ /^evt_\w+$/ && $thread =~ /^[0-9a-f]{32}$/;
    return if _Marked("netzdialog:$event");

    # A ticket and its mark together or not at all, so that a mail that comes again finds both.
    $RT::Handle->BeginTransaction;
    my $done = eval { _Record( %args, Thread => $thread )->AddAttribute( Name => "netzdialog:$event", Content => 1 ) };
    if ($done) {
        $RT::Handle->Commit;
        return;
    }
    my $error = $@ || 'not recorded';
    $RT::Handle->Rollback;
    $RT::Logger->error("Netzdialog: $event: $error");
    TMPFAIL('the mail could not be recorded');
}

sub _Record {
    my %args     = @_;
    my $sender   = _Sender( $args{Message} );
    my $customer = $args{Ticket}->CurrentUser;
    my $ticket   = _Ticket( $sender, $args{Thread} );
    unless ( $ticket->id ) {
        my ( $id, undef, $error ) = $ticket->Create(
            Queue     => $args{Queue}->id,
            Subject   => Encode::decode( 'UTF-8', $args{Message}->head->get('Subject') // '' ) =~ s/\s+$//r,
            Requestor => [ $customer->id ],
            MIMEObj   => $args{Message},
        );
        die "$error\n" unless $id;
        $ticket->AddAttribute( Name => "netzdialog:$args{Thread}", Content => 1 );
        return $ticket;
    }
    my $effect = _Header( $args{Message}, 'Effect' );
    my $reopen = _Header( $args{Message}, 'Reopen' ) eq 'true' && $ticket->LifecycleObj->IsInactive( $ticket->Status );

    # Never Correspond: that would send the customer their own words, or the company's a second time.
    my ( $recorded, $message ) = $ticket->Comment( MIMEObj => $args{Message} );
    die "$message\n" unless $recorded;
    _SetStatus( $ticket, $ticket->FirstActiveStatus // 'open' ) if $reopen;
    _SetStatus( $ticket, 'rejected' )
        if $effect eq 'withdraw' && $ticket->LifecycleObj->IsInitial( $ticket->Status );
    return $ticket;
}

sub _SetStatus {
    my ( $ticket, $status ) = @_;
    my ( $set, $message ) = $ticket->SetStatus($status);
    die "$message\n" unless $set;
}

# The newest ticket of a thread that is still there; empty where there is none.
sub _Ticket {
    my ( $sender, $thread ) = @_;
    my $marks = _Marks("netzdialog:$thread");
    $marks->OrderBy( FIELD => 'id', ORDER => 'DESC' );
    while ( my $mark = $marks->Next ) {
        my $ticket = RT::Ticket->new($sender);
        $ticket->Load( $mark->ObjectId );
        return $ticket if $ticket->id && $ticket->Status ne 'deleted';
    }
    return RT::Ticket->new($sender);
}

sub _Marks {
    my ($name) = @_;
    my $marks = RT::Attributes->new( RT->SystemUser );
    $marks->Limit( FIELD => 'Name',       VALUE => $name );
    $marks->Limit( FIELD => 'ObjectType', VALUE => 'RT::Ticket' );
    return $marks;
}

sub _Marked { return _Marks(shift)->Count > 0 }

sub _Header {
    my ( $message, $name ) = @_;
    my $value = $message->head->get("X-Netzdialog-$name") // '';
    return $value =~ s/^\s+|\s+$//gr;
}

sub _Sender {
    my ($message) = @_;
    my ($from) = RT::EmailParser->ParseEmailAddress( Encode::decode( 'UTF-8', $message->head->get('From') // '' ) );
    my $sender = RT::CurrentUser->new;
    $sender->LoadByEmail( $from->address ) if $from;
    return $sender;
}

1;
