import java.io.InputStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamSource;
import org.dom4j.io.SAXReader;

public class Feed {
    void read(InputStream feed) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.parse(feed);
        new SAXReader().read(feed);
        XMLInputFactory streams = XMLInputFactory.newInstance();
        streams.createXMLStreamReader(feed);
        TransformerFactory transformers = TransformerFactory.newInstance();
        transformers.newTransformer(new StreamSource(feed));
        factory.setFeature("http://xml.org/sax/features/external-general-entities", true);
    }
}
