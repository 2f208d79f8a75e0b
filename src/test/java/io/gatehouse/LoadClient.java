package io.gatehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends one request over and over on several connections, each waiting for its answer, from one thread. So cheap that on
 * a small machine the server, not the client, is what is measured; for that, every answer must be as long as the first.
 */
final class LoadClient implements AutoCloseable {
    private static final String OK = "HTTP/1.1 200 ";

    private final ByteBuffer request;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);
    private final Selector selector = Selector.open();
    private final List<SelectionKey> connections = new ArrayList<>();
    private final int length;

    private static final class Received {
        private int bytes;
    }

    LoadClient(int port, String request, int connections) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        this.request = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.length = lengthOfAnAnswer(address);
        for (int each = 0; each < connections; each++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
            this.connections.add(channel.register(selector, SelectionKey.OP_READ, new Received()));
        }
    }

    /** Sends until that many were answered or that many nanoseconds are over, and returns how many were answered. */
    long send(long most, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        long sent = 0;
        long answered = 0;
        for (SelectionKey connection : connections) {
            if (sent < most) {
                ask(connection);
                sent++;
            }
        }
        while (answered < sent) {
            selector.select(1000);
            for (SelectionKey connection : selector.selectedKeys()) {
                if (isAnswered(connection)) {
                    answered++;
                    if (sent < most && System.nanoTime() < end) {
                        ask(connection);
                        sent++;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return answered;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey connection : connections) {
            connection.channel().close();
        }
        selector.close();
    }

    private void ask(SelectionKey connection) throws IOException {
        ByteBuffer bytes = request.duplicate();
        while (bytes.hasRemaining()) {
            ((SocketChannel) connection.channel()).write(bytes);
        }
    }

    private boolean isAnswered(SelectionKey connection) throws IOException {
        Received received = (Received) connection.attachment();
        answer.clear();
        int read = ((SocketChannel) connection.channel()).read(answer);
        if (read < 0 || (received.bytes == 0 && !text(answer.flip()).startsWith(OK))) {
            throw new IOException("not answered with 200, but: " + text(answer));
        }
        received.bytes += read;
        if (received.bytes > length) {
            throw new IOException("an answer is longer than the first");
        }
        boolean whole = received.bytes == length;
        if (whole) {
            received.bytes = 0;
        }
        return whole;
    }

    private int lengthOfAnAnswer(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(request.duplicate());
            while (true) {
                channel.read(answer);
                String text = text(answer.duplicate().flip());
                int body = text.indexOf("\r\n\r\n") + 4;
                if (body > 4) {
                    return body + Integer.parseInt(text.replaceFirst("(?is).*content-length: (\\d+).*", "$1"));
                }
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        byte[] start = new byte[Math.min(bytes.remaining(), 1024)];
        bytes.duplicate().get(start);
        return new String(start, StandardCharsets.UTF_8);
    }
}
