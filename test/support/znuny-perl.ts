/** The Perl by which a test does what an administrator does in Znuny's pages. */

export const userLogin = 'netzdialog'
export const password = 'only-for-tests-1'
export const customer = 'social-media'
/** Around what Perl hands over, among what else it prints. */
export const outMark = '\u241e'

/** @param home where Znuny lies */
export function prelude(home: string): string {
  return `use strict; use warnings; use utf8;
use lib '${home}', '${home}/Kernel/cpan-lib', '${home}/Custom';
use Kernel::System::ObjectManager;
binmode STDOUT, ':utf8';
local $Kernel::OM = Kernel::System::ObjectManager->new('Kernel::System::Log' => { LogPrefix => 'test' });
sub get { return $Kernel::OM->Get("Kernel::System::$_[0]") }
sub out { print '${outMark}', get('JSON')->Encode(Data => $_[0]), '${outMark}' }
`
}

/** The agent with its rights, dynamic fields, a customer user, auto responses. */
export const setup = `
my $User = get('User')->UserAdd(UserFirstname => 'Netz', UserLastname => 'Dialog', UserLogin => '${userLogin}',
  UserPw => '${password}', UserEmail => 'netzdialog@acme.test', ValidID => 1, ChangeUserID => 1) or die;
my $Group = get('Group');
$Group->PermissionGroupUserAdd(GID => $Group->GroupLookup(Group => 'users'), UID => $User, UserID => 1,
  Permission => { map { $_ => 1 } qw(ro create rw) }) or die;
my $Order = 10000;
for my $Field ( [ 'NetzdialogWorkKey', 'Ticket' ], [ 'NetzdialogEventId', 'Article' ] ) {
  get('DynamicField')->DynamicFieldAdd(Name => $Field->[0], Label => $Field->[0], ObjectType => $Field->[1],
    FieldType => 'Text', FieldOrder => $Order++, Config => { DefaultValue => '' }, ValidID => 1, UserID => 1) or die;
}
get('CustomerUser')->CustomerUserAdd(Source => 'CustomerUser', UserFirstname => 'Social', UserLastname => 'Media',
  UserCustomerID => 'social', UserLogin => '${customer}', UserEmail => 'social@acme.test', ValidID => 1, UserID => 1) or die;
my $Queue = get('Queue');
my %Misc = $Queue->QueueGet(Name => 'Misc');
$Queue->QueueUpdate(%Misc, GroupID => $Group->GroupLookup(Group => 'admin'), UserID => 1) or die;
my $Auto = get('AutoResponse');
my %Types = reverse $Auto->AutoResponseTypeList();
my @Responses = map { $Auto->AutoResponseAdd(Name => $_, Subject => $_, Response => 'Thank you', TypeID => $Types{$_},
  AddressID => 1, ContentType => 'text/plain', ValidID => 1, UserID => 1) or die } ('auto reply', 'auto follow up');
$Auto->AutoResponseQueue(QueueID => $Queue->QueueLookup(Queue => 'Raw'), AutoResponseIDs => \\@Responses, UserID => 1) or die;
`

export const readTickets = `
my ( $Ticket, $Article ) = ( get('Ticket'), get('Ticket::Article') );
my @Tickets;
for my $ID ( sort { $a <=> $b } $Ticket->TicketSearch(Result => 'ARRAY', UserID => 1, Limit => 1000) ) {
  next if $ID == 1;
  my %T = $Ticket->TicketGet(TicketID => $ID, DynamicFields => 1, UserID => 1);
  my @Articles;
  for my $Meta ( $Article->ArticleList(TicketID => $ID) ) {
    my $Backend = $Article->BackendForArticle(%{$Meta});
    my %A = $Backend->ArticleGet(%{$Meta}, DynamicFields => 1);
    my %Files = $Backend->ArticleAttachmentIndex(ArticleID => $A{ArticleID});
    push @Articles, { from => $A{From}, subject => $A{Subject}, body => $A{Body}, sender => $A{SenderType},
      visible => $A{IsVisibleForCustomer}, event => $A{DynamicField_NetzdialogEventId},
      files => [ map { $Files{$_}{Filename} } sort keys %Files ] };
  }
  push @Tickets, { id => $ID, title => $T{Title}, state => $T{State}, queue => $T{Queue}, customer => $T{CustomerUserID},
    key => $T{DynamicField_NetzdialogWorkKey}, articles => \\@Articles };
}
out(\\@Tickets);
`

export const readRecipients = `
my $DB = get('DB');
$DB->Prepare(SQL => 'SELECT recipient FROM mail_queue ORDER BY id');
my @Recipients;
while ( my @Row = $DB->FetchrowArray() ) { push @Recipients, $Row[0] }
out(\\@Recipients);
`
