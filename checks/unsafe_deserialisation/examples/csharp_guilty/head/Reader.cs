using System.Runtime.Serialization.Formatters.Binary;
using Newtonsoft.Json;

public class Reader
{
    public object Read(Stream stream)
    {
        var formatter = new BinaryFormatter();
        return formatter.Deserialize(stream);
    }

    public object Parse(string text)
    {
        var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
        return JsonConvert.DeserializeObject(text, settings);
    }
}
