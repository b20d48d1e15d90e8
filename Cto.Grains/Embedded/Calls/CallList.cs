namespace Cto.Grains.Embedded;

/// <summary>Calls in the order of their coming; adding and removing anywhere costs the same however many wait.</summary>
internal sealed class CallList
{
    public GrainCall? First { get; private set; }

    private GrainCall? Last { get; set; }

    public int Count { get; private set; }

    public void Add(GrainCall call)
    {
        call.Owner = this;
        call.Previous = Last;
        call.Next = null;
        if (Last is null)
        {
            First = call;
        }
        else
        {
            Last.Next = call;
        }

        Last = call;
        Count++;
    }

    public void Remove(GrainCall call)
    {
        if (call.Previous is null)
        {
            First = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is null)
        {
            Last = call.Previous;
        }
        else
        {
            call.Next.Previous = call.Previous;
        }

        call.Owner = null;
        call.Next = null;
        call.Previous = null;
        Count--;
    }
}
