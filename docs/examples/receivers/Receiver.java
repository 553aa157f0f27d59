/**
 * Receives contact events: verifies each, stores it once, answers. Java 17 or newer, nothing else.
 *
 * NETZDIALOG_SECRET=whsec_… java Receiver.java 8080        (several secrets: with a space between them)
 */
import com.sun.net.httpserver.*;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Receiver {
    static final String[] SECRETS = System.getenv("NETZDIALOG_SECRET").split(" ");
    static final Path INBOX = Path.of(System.getenv().getOrDefault("NETZDIALOG_INBOX", "inbox"));
    static final int TOLERANCE_SECONDS = 300, MAX_BYTES = 16 * 1024 * 1024;

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(INBOX);
        var server = HttpServer.create(new InetSocketAddress(Integer.parseInt(arguments[0])), 128);
        server.setExecutor(Executors.newFixedThreadPool(50));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(statusOf(exchange), -1);
            }
        });
        server.start();
    }

    static int statusOf(HttpExchange exchange) {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) return 413;
            String id = header(exchange, "webhook-id");
            if (!isGenuine(id, header(exchange, "webhook-timestamp"), header(exchange, "webhook-signature"), body)) return 401;
            // `netzdialog probe` only wants to know whether this works.
            if (!id.startsWith("probe_")) store(id, body);
            return 204;
        } catch (Exception failed) {
            return 500; // comes again
        }
    }

    static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    static boolean isGenuine(String id, String timestamp, String signatures, byte[] body) throws Exception {
        if (!id.matches("[\\w-]{1,100}") || !timestamp.matches("\\d{1,11}")) return false;
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > TOLERANCE_SECONDS) return false;
        for (String secret : SECRETS) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            for (String given : signatures.split(" "))
                if (MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) return true;
        }
        return false;
    }

    /** A file each, whole or not at all, on disk before the answer; a known id changes nothing. */
    static void store(String id, byte[] body) throws IOException {
        Path whole = Files.createTempFile(INBOX, "new-", ".tmp");
        try {
            Files.write(whole, body, StandardOpenOption.SYNC, StandardOpenOption.WRITE);
            Files.createLink(INBOX.resolve(id + ".json"), whole);
        } catch (FileAlreadyExistsException known) {
        } finally {
            Files.delete(whole);
        }
    }
}
