using System.IO;
using System.Xml;

public class Importer
{
    public XmlDocument Read(string body)
    {
        var document = new XmlDocument();
        document.XmlResolver = new XmlUrlResolver();
        document.LoadXml(body);
        return document;
    }

    public XmlReader Open(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse };
        return XmlReader.Create(stream, settings);
    }
}
