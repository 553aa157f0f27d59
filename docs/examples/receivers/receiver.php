<?php
/**
 * Receives contact events: verifies each, stores it once, answers. PHP 8 with pdo_sqlite (or another PDO driver).
 *
 * NETZDIALOG_SECRET=whsec_… php -S localhost:8080 receiver.php        (several secrets: with a space between them)
 */
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;
const MAX_BYTES = 16 * 1024 * 1024;

function isGenuine(string $id, string $timestamp, string $signatures, string $body): bool
{
    if (!preg_match('/\A\d{1,11}\z/', $timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    foreach (explode(' ', (string) getenv('NETZDIALOG_SECRET')) as $secret) {
        $key = base64_decode(substr($secret, strlen('whsec_')));
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach (explode(' ', $signatures) as $given) {
            if (hash_equals($expected, $given)) {
                return true;
            }
        }
    }
    return false;
}

/** On disk before the answer; a known id changes nothing. number: the order in which events came. */
function store(string $id, string $body): void
{
    $inbox = new PDO('sqlite:' . (getenv('NETZDIALOG_INBOX') ?: 'inbox.db'), null, null, [PDO::ATTR_TIMEOUT => 10]);
    $inbox->exec('CREATE TABLE IF NOT EXISTS inbox (number INTEGER PRIMARY KEY, id TEXT UNIQUE, body BLOB)');
    $insert = $inbox->prepare('INSERT OR IGNORE INTO inbox (id, body) VALUES (?, ?)');
    $insert->bindValue(1, $id);
    $insert->bindValue(2, $body, PDO::PARAM_LOB);
    $insert->execute();
}

try {
    $body = (string) file_get_contents('php://input', false, null, 0, MAX_BYTES + 1);
    $header = fn (string $name): string => $_SERVER["HTTP_WEBHOOK_$name"] ?? '';
    if (strlen($body) > MAX_BYTES) {
        http_response_code(413);
    } elseif (!isGenuine($header('ID'), $header('TIMESTAMP'), $header('SIGNATURE'), $body)) {
        http_response_code(401);
    } else {
        // `netzdialog probe` only wants to know whether this works.
        if (!str_starts_with($header('ID'), 'probe_')) {
            store($header('ID'), $body);
        }
        http_response_code(204);
    }
} catch (Throwable $failed) {
    error_log((string) $failed);
    http_response_code(500); // comes again
}
