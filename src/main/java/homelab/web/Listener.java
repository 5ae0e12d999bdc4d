package homelab.web;

import homelab.web.enter.ErrorValve;
import homelab.web.enter.ProxyWord;
import homelab.web.enter.Sessions;
import java.net.InetAddress;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.servlet.Session;
import org.springframework.boot.web.server.servlet.Session.SessionTrackingMode;

/** Tomcat as we want it: virtual threads, bounded, our own words for its errors, quiet. */
final class Listener {
    /** Held, because java.util.logging forgets the settings of a logger that nobody holds. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    /** Of the session. */
    static final String COOKIE = "homelab-session";

    private static final long LAST_WAIT_MILLIS = 100;

    private Listener() {}

    static TomcatServletWebServerFactory at(InetAddress address, int port, ProxyWord proxies) {
        sendItsWordsToOurLog();
        var tomcat = new TomcatServletWebServerFactory(port);
        tomcat.setAddress(address);
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.setDisableMBeanRegistry(true);
        tomcat.addConnectorCustomizers(Listener::bound);
        tomcat.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(new VirtualThreadExecutor("web-")));
        tomcat.addContextCustomizers(Listener::settle);
        tomcat.addEngineValves(proxies);
        hold(tomcat.getSettings().getSession());
        return tomcat;
    }

    private static void settle(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(ErrorValve.class.getName());
        // requests still running have had their time when Spring said goodbye; the default waits another 2 s
        ((StandardContext) context).setUnloadDelay(LAST_WAIT_MILLIS);
    }

    private static void hold(Session session) {
        session.setTrackingModes(Set.of(SessionTrackingMode.COOKIE));
        session.setTimeout(Sessions.IDLE);
        var cookie = session.getCookie();
        cookie.setName(COOKIE);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
    }

    private static void bound(Connector connector) {
        connector.setProperty("maxConnections", "256");
        connector.setProperty("connectionTimeout", "10000");
        connector.setProperty("keepAliveTimeout", "30000");
        connector.setProperty("compression", "on");
        connector.setProperty("compressibleMimeType", "text/html");
    }

    private static synchronized void sendItsWordsToOurLog() {
        if (TOMCAT.getHandlers().length > 0) return;
        TOMCAT.setLevel(Level.WARNING);
        TOMCAT.setUseParentHandlers(false);
        TOMCAT.addHandler(new SLF4JBridgeHandler());
    }
}
